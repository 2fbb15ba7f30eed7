using System.CommandLine;
using CryptoGrains.Host.Nodes;

namespace CryptoGrains.Host.Commands;

/// <summary><c>run</c>: starts a node and keeps it running until it is told to stop.</summary>
internal static class RunCommand
{
    public static void Configure(Command command)
    {
        var defaults = new NodeOptions();
        var feeds = new Option<string[]>("--feed")
        {
            Description = "Where trades come from: sim, recording:<file or pattern>, archive:<file or pattern>, none. May be given several times.",
            HelpName = "feed",
        };
        var store = new StoreOptions(command);
        var log = new LogOption(command);
        var batch = new Option<double>("--batch")
        {
            Description = $"How often the history is recomputed, in minutes; 0 for only when asked. [{defaults.BatchMinutes}]",
            DefaultValueFactory = _ => defaults.BatchMinutes,
            HelpName = "minutes",
        };
        var urls = new Option<string>("--urls") { Description = $"Where to listen. [{defaults.Urls}]", HelpName = "url" };
        var venue = new Option<string?>("--venue") { Description = "The venue of a symbol that is written without one.", HelpName = "venue" };
        var partitions = new Option<int>("--partitions")
        {
            Description = $"The partitions of a trade log that is made anew. [{defaults.Partitions}]",
            DefaultValueFactory = _ => defaults.Partitions,
            HelpName = "number",
        };
        var fsync = new Option<string>("--fsync")
        {
            Description = $"When records are forced to the disk: always, never, or a number of milliseconds. [{defaults.Fsync}]",
            HelpName = "policy",
        };
        var checkpoint = new Option<double>("--checkpoint")
        {
            Description = $"How often the grains' states are written, in seconds. [{defaults.CheckpointSeconds}]",
            DefaultValueFactory = _ => defaults.CheckpointSeconds,
            HelpName = "seconds",
        };
        var cluster = new Option<string?>("--cluster")
        {
            Description = "The cluster to be a silo of: localhost, adonet or azure; docs/cluster.md says more. [none]",
            HelpName = "cluster",
        };
        var silo = new Option<string>("--silo")
        {
            Description = $"Of a cluster: where this silo listens, and the others reach it. [{defaults.Silo}]",
            HelpName = "host:port",
        };
        var privateWebhooks = new Option<bool>("--allow-private-webhooks")
        {
            Description = "Send webhooks to private and loopback addresses too, and by http. Whoever can make webhooks can then call what this machine can reach.",
        };
        foreach (var option in new Option[] { feeds, urls, venue, partitions, fsync, checkpoint, batch, privateWebhooks, cluster, silo })
            command.Add(option);

        command.SetAction((arguments, cancellationToken) => RunAsync(
            new NodeOptions
            {
                Feeds = arguments.GetValue(feeds) is { Length: > 0 } given ? given : defaults.Feeds,
                Data = store.Data(arguments),
                Log = log.Of(arguments),
                Blobs = store.Blobs(arguments),
                BatchMinutes = arguments.GetValue(batch),
                Urls = arguments.GetValue(urls) ?? defaults.Urls,
                Venue = arguments.GetValue(venue),
                Partitions = arguments.GetValue(partitions),
                Fsync = arguments.GetValue(fsync) ?? defaults.Fsync,
                CheckpointSeconds = arguments.GetValue(checkpoint),
                AllowPrivateWebhooks = arguments.GetValue(privateWebhooks),
                Cluster = arguments.GetValue(cluster),
                Silo = arguments.GetValue(silo) ?? defaults.Silo,
            },
            cancellationToken));
    }

    private static Task<int> RunAsync(NodeOptions options, CancellationToken cancellationToken) => Verb.RunAsync(async () =>
    {
        await using var node = await Node.StartAsync(options, TimeProvider.System, cancellationToken);
        foreach (var url in node.Urls)
            Console.WriteLine($"CryptoGrains is at {url} : the page /, REST {url}/api/v1/symbols, {url}/openapi/v1.json, {url}/metrics");
        Console.WriteLine($"Trades come from {(options.Feeds.Contains(NodeOptions.NoFeed) ? "others" : string.Join(" and ", options.Feeds))}; data is in {Path.GetFullPath(options.Data)}. Ctrl+C stops it.");
        await node.WaitForShutdownAsync(cancellationToken);
        return node.HasFailed ? Verb.Failed : Verb.Done;
    });
}
