using System.Globalization;
using CryptoGrains.Streams.Kafka;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>
/// A process that shares a log's partitions and counts their records until it is killed. As a grain does, it keeps what it has counted
/// together with the offset that it reflects, moves its position on after that, and passes over what it has.
/// </summary>
internal static class SharingProcess
{
    public const string Verb = "share-until-killed";

    private const string Reader = "grains";

    /// <summary>What the process does. A line of its output is a partition and the offset up to which it is counted.</summary>
    public static async Task RunAsync(string bootstrap, string topic, string folder)
    {
        await using var log = await KafkaTradeLog.OpenAsync(OptionsOf(bootstrap, topic));
        await log.ShareAsync(Reader, (partition, stop) => CountAsync(log, folder, partition, stop), () => { }, CancellationToken.None);
    }

    /// <summary>How all processes open the log.</summary>
    public static KafkaLogOptions OptionsOf(string bootstrap, string topic) => new()
    {
        Bootstrap = bootstrap,
        Topic = topic,
        SessionTimeout = TimeSpan.FromSeconds(6),
        FetchWait = TimeSpan.FromMilliseconds(10),
    };

    /// <summary>What has been counted of a partition.</summary>
    public static Counted Load(string folder, int partition)
    {
        var path = PathOf(folder, partition);
        return File.Exists(path) ? Counted.Parse(File.ReadAllText(path)) : default;
    }

    private static async Task CountAsync(KafkaTradeLog log, string folder, int partition, CancellationToken stop)
    {
        var counted = Load(folder, partition);
        var position = await log.ReadPositionAsync(Reader, partition, stop) ?? 0;
        await foreach (var batch in log.ReadAsync(partition, position, stop))
        {
            foreach (var entry in batch.Entries.Span)
                counted = counted.With(entry);
            counted = counted with { Next = Math.Max(counted.Next, batch.NextOffset) };
            var path = PathOf(folder, partition);
            await File.WriteAllTextAsync($"{path}.new", counted.ToString(), CancellationToken.None);
            File.Move($"{path}.new", path, overwrite: true);
            await TryStoreAsync(log, partition, batch.NextOffset);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{partition} {counted.Next}"));
        }
    }

    /// <summary>A position that can't be stored stays where it is: what is read again has been counted, and is passed over.</summary>
    private static async Task TryStoreAsync(KafkaTradeLog log, int partition, long offset)
    {
        try
        {
            await log.StorePositionAsync(Reader, partition, offset, CancellationToken.None);
        }
        catch (TradeLogException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
        }
    }

    private static string PathOf(string folder, int partition) => Path.Combine(folder, $"partition-{partition}");

    /// <summary>How many records, the sum of their trades' ids, and the offset behind the last of them.</summary>
    internal readonly record struct Counted(long Next, long Records, long Ids)
    {
        public static Counted Parse(string text)
        {
            var parts = text.Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            return new Counted(parts[0], parts[1], parts[2]);
        }

        /// <summary>With a record, unless it is in already.</summary>
        public Counted With(in LogEntry entry) =>
            entry.Offset < Next ? this : new Counted(entry.Offset + 1, Records + 1, Ids + entry.Trade.Id);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Next} {Records} {Ids}");
    }
}
