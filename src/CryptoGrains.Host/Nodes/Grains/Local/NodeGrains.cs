using CryptoGrains.Grains;
using CryptoGrains.LocalRuntime;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Host.Nodes.Grains;

/// <summary>The grains of a node that is a process by itself.</summary>
internal static class NodeGrains
{
    /// <summary>How often a grain is offered a batch: a grain that fails here fails for a reason of its own.</summary>
    public const int Attempts = 5;

    /// <summary>Says in sentences what is wrong with the set-up of the grains; nothing where all is well.</summary>
    public static IEnumerable<string> Mistakes(NodeOptions options)
    {
        if (options.Cluster is not null)
            yield return "This program runs as one process, without a cluster: build it with -p:GrainRuntime=Orleans for --cluster, or leave --cluster out.";
    }

    /// <summary>Adds the grains; what calls them from outside is to be added after them.</summary>
    public static void AddGrains(this WebApplicationBuilder builder, NodeOptions options) => builder.Services.AddLocalGrains(grains =>
    {
        grains.GrainAssemblies.Add(typeof(ISymbolGrain).Assembly);
        grains.StateFolder = Path.Combine(options.Data, "state");

        // The log's positions are forced unless the policy is never; a state must not be older than they say.
        grains.FlushStateToDisk = options.FsyncPolicy != FsyncPolicy.Never;
    });
}
