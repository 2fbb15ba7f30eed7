using System.Net;
using System.Net.Sockets;
using CryptoGrains.Gateway.Push.Cluster;
using CryptoGrains.Grains.Cluster;
using Orleans.Configuration;

namespace CryptoGrains.Host.Nodes.Grains;

/// <summary>The grains of a node that is a silo of a Microsoft Orleans cluster.</summary>
internal static class NodeGrains
{
    /// <summary>
    /// How often a grain is offered a batch: for some 40 s, so that the others have found out by then that a silo is dead, which takes them
    /// half of it, and its grains come up elsewhere.
    /// </summary>
    public const int Attempts = 10;

    /// <summary>Where the connection string of the cluster's store is read: not from the command line, which every user of the machine can see.</summary>
    private const string ConnectionVariable = "CRYPTOGRAINS_CLUSTER_CONNECTION";

    /// <summary>The cluster's and the service's name. Clusters that must not meet have different stores.</summary>
    private const string Name = "cryptograins";

    /// <summary>A grain whose state is lost reads its partition of the trade log before its first answer.</summary>
    private static readonly TimeSpan LongestActivation = TimeSpan.FromMinutes(10);

    private static string? Connection => Environment.GetEnvironmentVariable(ConnectionVariable);

    /// <summary>Says in sentences what is wrong with the set-up of the grains; nothing where all is well.</summary>
    public static IEnumerable<string> Mistakes(NodeOptions options)
    {
        if (!TryParse(options.Silo, out var endpoint))
            yield return $"'{options.Silo}' is no address at which others reach a silo: write --silo 127.0.0.1:11111, or this machine's own name or address.";
        else if (AddressOf(endpoint.Host) is null)
            yield return NotFound(endpoint.Host);

        var kind = Kind(options);
        if (kind is not ("localhost" or "adonet" or "azure"))
            yield return $"'{kind}' is no kind of cluster: write --cluster localhost, adonet or azure.";
        else if (kind is "azure" && !AzureCluster.IsBuiltIn)
            yield return "This program was built without Azure's tables (ClusterAzure=false): write --cluster adonet.";
        if (kind is "localhost" && options.Log is null && endpoint.Port != EndpointOptions.DEFAULT_SILO_PORT)
            yield return "A second silo has no log of its own: write --log kafka:<host:port>, for the first one too.";
        if (kind is not ("adonet" or "azure"))
            yield break;

        if (string.IsNullOrEmpty(Connection))
            yield return $"--cluster {kind} needs the connection string of its store in the environment: set {ConnectionVariable}.";
        if (options.Log is null)
            yield return "The silos of a cluster share one trade log: write --log kafka:<host:port>.";
        if (options.Blobs is null)
            yield return "The silos of a cluster have one history: write --blobs with an Azure Storage connection string, a container URL or a shared folder.";
    }

    /// <summary>Adds the grains; what calls them from outside is to be added after them.</summary>
    /// <exception cref="NodeSetupException">The silo's name can't be found any more.</exception>
    public static void AddGrains(this WebApplicationBuilder builder, NodeOptions options)
    {
        _ = TryParse(options.Silo, out var endpoint);
        var address = AddressOf(endpoint.Host) ?? throw new NodeSetupException([NotFound(endpoint.Host)]);
        builder.UseOrleans(silo =>
        {
            silo.AddMarketGrains()
                .Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = Name)
                .Configure<GrainCollectionOptions>(grains => grains.ActivationTimeout = LongestActivation)
                .Configure<SiloOptions>(named => named.SiloName = $"{Environment.MachineName}-{endpoint.Port}")
                .ConfigureEndpoints(address, endpoint.Port, gatewayPort: 0);
            switch (Kind(options))
            {
                case "adonet":
                    silo.UseAdoNet(Connection!);
                    break;
                case "azure":
                    AzureCluster.Use(silo, Connection!);
                    break;
                default:
                    silo.UseDevelopment();
                    break;
            }

            silo.Services.AddLostSilos();
        });
    }

    private static string Kind(NodeOptions options) => options.Cluster ?? "localhost";

    private static bool TryParse(string silo, out (string Host, int Port) endpoint)
    {
        var colon = Math.Max(0, silo.LastIndexOf(':'));
        var isPort = ushort.TryParse(silo.AsSpan(Math.Min(silo.Length, colon + 1)), out var port);
        endpoint = (silo[..colon], port);
        return isPort && port > 0 && colon > 0 && endpoint.Host is not "0.0.0.0";
    }

    private static string NotFound(string host) => $"The silo's name '{host}' can't be found: write --silo with a name or an IPv4 address of this machine.";

    private static IPAddress? AddressOf(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host, AddressFamily.InterNetwork).FirstOrDefault();
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            return null;
        }
    }
}
