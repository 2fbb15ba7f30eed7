using System.Net;
using CryptoGrains.Grains.Cluster;
using Orleans.Configuration;

namespace CryptoGrains.Host.Nodes.Grains;

/// <summary>The grains of a node that is a silo of a Microsoft Orleans cluster.</summary>
internal static class NodeGrains
{
    /// <summary>Where the connection string of the cluster's store is read: not from the command line, which every user of the machine can see.</summary>
    private const string ConnectionVariable = "CRYPTOGRAINS_CLUSTER_CONNECTION";

    /// <summary>The cluster's and the service's name. Clusters that must not meet have different stores.</summary>
    private const string Name = "cryptograins";

    private static string? Connection => Environment.GetEnvironmentVariable(ConnectionVariable);

    /// <summary>Says in sentences what is wrong with the set-up of the grains; nothing where all is well.</summary>
    public static IEnumerable<string> Mistakes(NodeOptions options)
    {
        if (!IPEndPoint.TryParse(options.Silo, out var endpoint) || endpoint.Port == 0 || endpoint.Address.Equals(IPAddress.Any))
            yield return $"'{options.Silo}' is no address at which others reach a silo: write --silo 127.0.0.1:11111, or this machine's own address.";

        switch (options.Cluster)
        {
            case null or "localhost":
                yield break;
            case "azure" when !AzureCluster.IsBuiltIn:
                yield return "This program was built without Azure's tables (ClusterAzure=false): write --cluster adonet.";
                yield break;
            case "adonet" or "azure":
                if (string.IsNullOrEmpty(Connection))
                    yield return $"--cluster {options.Cluster} needs the connection string of its store in the environment: set {ConnectionVariable}.";
                if (options.Blobs is null)
                    yield return "The silos of a cluster have one history: write --blobs with an Azure Storage connection string, a container URL or a shared folder.";
                yield break;
            default:
                yield return $"'{options.Cluster}' is no cluster: write --cluster localhost, adonet or azure.";
                yield break;
        }
    }

    /// <summary>Adds the grains; what calls them from outside is to be added after them.</summary>
    public static void AddGrains(this WebApplicationBuilder builder, NodeOptions options) => builder.UseOrleans(silo =>
    {
        var endpoint = IPEndPoint.Parse(options.Silo);
        silo.AddMarketGrains()
            .Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = Name)
            .Configure<SiloOptions>(named => named.SiloName = $"{Environment.MachineName}-{endpoint.Port}")
            .ConfigureEndpoints(endpoint.Address, endpoint.Port, gatewayPort: 0);
        switch (options.Cluster)
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

        silo.Services.AddHostedService<LostSilos>();
    });
}
