using CryptoGrains.Streams;
using CryptoGrains.Streams.DeadLetters;
using CryptoGrains.Streams.Kafka;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Host.Nodes;

/// <summary>A node's trade log with what stands beside it: segment files in the data folder, or topics of Kafka.</summary>
internal sealed class NodeLog : IAsyncDisposable
{
    private readonly IAsyncDisposable? _letters;

    private NodeLog(SegmentTradeLog trades, DeadLetterFile letters) =>
        (Trades, DeadLetters, _letters) = (trades, letters, letters);

    private NodeLog(KafkaTradeLog trades) =>
        (Trades, DeadLetters, ClosedCandles, Alerts) = (trades, trades.DeadLetters, trades.ClosedCandles, trades.Alerts);

    public ITradeLog Trades { get; }

    public IDeadLetters DeadLetters { get; }

    /// <summary>Where programs outside find closed candles; null where there is no such place.</summary>
    public IClosedCandles? ClosedCandles { get; }

    /// <summary>Where programs outside find alerts; null where there is no such place.</summary>
    public IAlertTopic? Alerts { get; }

    /// <summary>Says in a sentence what is wrong with the log as it is written; null where all is well.</summary>
    public static string? Mistake(string? log)
    {
        try
        {
            if (log is not null)
                Kafka(log);
            return null;
        }
        catch (FormatException mistake)
        {
            return mistake.Message;
        }
    }

    /// <summary>The folder of the segment files.</summary>
    public static string FolderOf(NodeOptions options) => Path.Combine(options.Data, "log");

    /// <summary>Opens it.</summary>
    /// <exception cref="TradeLogException">It can't be opened: the sentence says why.</exception>
    public static async Task<NodeLog> OpenAsync(NodeOptions options, TimeProvider time, ILoggerFactory logs)
    {
        if (options.Log is { } log)
            return new NodeLog(await KafkaTradeLog.OpenAsync(Kafka(log), time, logs.CreateLogger<KafkaTradeLog>()));

        var segments = new SegmentLogOptions { PartitionCount = options.Partitions, Fsync = options.FsyncPolicy };
        return new NodeLog(
            await SegmentTradeLog.OpenAsync(FolderOf(options), segments, time, logs.CreateLogger<SegmentTradeLog>()),
            new DeadLetterFile(Path.Combine(options.Data, "dead-letters"), new DeadLetterOptions(), logs.CreateLogger<DeadLetterFile>()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_letters is not null)
            await _letters.DisposeAsync();
        await Trades.DisposeAsync();
    }

    private static KafkaLogOptions Kafka(string log) => KafkaLogSpec.Parse(log, Environment.GetEnvironmentVariable);
}
