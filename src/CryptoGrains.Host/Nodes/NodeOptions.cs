using System.Globalization;
using CryptoGrains.Host.Nodes.Grains;
using CryptoGrains.Market;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Host.Nodes;

/// <summary>How a node is set up. What isn't said has the value given here.</summary>
public sealed class NodeOptions
{
    /// <summary>What is written for a node that brings no trades itself, and serves those that others bring.</summary>
    public const string NoFeed = "none";

    /// <summary>Where trades come from; <c>docs/feeds.md</c> lists what can be written. The simulator, where nothing is said.</summary>
    public IReadOnlyList<string> Feeds { get; init; } = ["sim"];

    /// <summary>The folder of the trade log, the grains' states and the dead letters: <c>data</c>.</summary>
    public string Data { get; init; } = "data";

    /// <summary>
    /// The trade log: <c>kafka:host:port</c>, as <c>docs/formats/kafka.md</c> says; segment files in the data folder, where nothing is said.
    /// </summary>
    public string? Log { get; init; }

    /// <summary>Where to listen; on this machine only, unless another address is given: <c>http://127.0.0.1:5080</c>.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The venue of a symbol that is written without one; of the first feed, where nothing is said.</summary>
    public string? Venue { get; init; }

    /// <summary>The partitions of a trade log that is made anew: 4.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>When appended records are forced to the disk: <c>always</c>, <c>never</c> or a number of milliseconds. <c>always</c>.</summary>
    public string Fsync { get; init; } = "always";

    /// <summary>How often the grains' states are written, in seconds: 30.</summary>
    public double CheckpointSeconds { get; init; } = 30;

    /// <summary>
    /// Where the history is: a folder, an Azure Storage connection string or a container's URL. The folder <c>history</c> in the data
    /// folder, where nothing is said.
    /// </summary>
    public string? Blobs { get; init; }

    /// <summary>How often the trades are archived and the history recomputed, in minutes; 0 for only when asked: 10.</summary>
    public double BatchMinutes { get; init; } = 10;

    /// <summary>Whether webhooks may be sent to private and loopback addresses, and by http: an intranet's, or a test's. No.</summary>
    public bool AllowPrivateWebhooks { get; init; }

    /// <summary>
    /// The cluster that the node is a silo of: <c>localhost</c>, <c>adonet</c> or <c>azure</c>; <c>docs/cluster.md</c> says more. Null for
    /// none; in a program that can only be a silo, for <c>localhost</c>.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>Where the silo listens, and where the others reach it; on this machine only, unless another address is given: <c>127.0.0.1:11111</c>.</summary>
    public string Silo { get; init; } = "127.0.0.1:11111";

    /// <summary>The primary venue in force.</summary>
    public string PrimaryVenue => (Venue ?? (Feeds.All(feed => feed.StartsWith("sim", StringComparison.Ordinal)) ? "SIM" : "BINANCE")).ToUpperInvariant();

    /// <summary>The fsync policy in force.</summary>
    public FsyncPolicy FsyncPolicy => ParseFsync() ?? FsyncPolicy.EveryCommit;

    /// <summary>Says in sentences what is wrong with the set-up; nothing where all is well.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Feeds.Count == 0)
            yield return "No feed is given: write --feed sim, or one of those in docs/feeds.md.";
        if (Feeds.Contains(NoFeed) && Feeds.Count > 1)
            yield return $"--feed {NoFeed} stands alone: a node brings trades or it does not.";
        if (string.IsNullOrWhiteSpace(Data))
            yield return "No data folder is given: write --data <folder>.";
        else if (File.Exists(Data))
            yield return $"The data folder '{Data}' is a file: name a folder, which is made if it is not there.";
        if (NodeLog.Mistake(Log) is { } mistakenLog)
            yield return mistakenLog;
        foreach (var url in Urls.Split(';'))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
                yield return $"'{url}' is no address to listen on: write --urls http://127.0.0.1:5080. For https put a proxy before it.";
        }

        if (!Instrument.TryParse("X", PrimaryVenue, out _))
            yield return $"'{Venue}' can't name a venue: letters, digits, '.', '-' and '_' only.";
        if (Partitions is < 1 or > 256)
            yield return $"{Partitions} partitions can't be had: 1 to 256 can.";
        if (CheckpointSeconds is not (>= 0.1 and <= 3_600))
            yield return $"A checkpoint every {CheckpointSeconds} s can't be had: 0.1 to 3,600 s can.";
        if (BatchMinutes is not (0 or (>= 1 and <= 1_440)))
            yield return $"A batch every {BatchMinutes} minutes can't be had: 1 to 1,440 can, or 0 for none.";
        if (ParseFsync() is null)
            yield return $"'{Fsync}' is no fsync policy: write always, never or a number of milliseconds from 1 to 60,000.";
        foreach (var mistake in NodeGrains.Mistakes(this))
            yield return mistake;
    }

    private FsyncPolicy? ParseFsync() => Fsync switch
    {
        "always" => Streams.Segments.FsyncPolicy.EveryCommit,
        "never" => Streams.Segments.FsyncPolicy.Never,
        _ => int.TryParse(Fsync, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and <= 60_000
            ? Streams.Segments.FsyncPolicy.Interval(TimeSpan.FromMilliseconds(milliseconds))
            : null,
    };
}
