using System.Diagnostics;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Bench;

/// <summary>Appends trades to a log at a steady rate, now, and remembers when it appended each.</summary>
internal sealed class PacedTrades
{
    private const int MostEach = 100_000;

    private readonly ITradeLog _log;
    private readonly Random _random = new(1);
    private readonly Instrument[] _instruments;
    private readonly int[] _partitions;
    private readonly long[] _ids;
    private readonly long[][] _appendedAt;
    private readonly int _perSecond;

    public PacedTrades(ITradeLog log, int instruments, int perSecond)
    {
        _log = log;
        _perSecond = perSecond;
        _instruments = [.. Enumerable.Range(0, instruments).Select(i => Instrument.Parse(SampleTrades.Name(i)))];
        _partitions = [.. _instruments.Select(log.PartitionOf)];
        _ids = new long[instruments];
        _appendedAt = [.. _instruments.Select(_ => new long[MostEach])];
    }

    /// <summary>When a trade was appended, as <see cref="Stopwatch.GetTimestamp"/> tells it.</summary>
    public long AppendedAt(int instrument, long id) => _appendedAt[instrument][id];

    /// <summary>Appends the first trade of every instrument.</summary>
    public Task OpenAsync() => AppendAsync([.. Enumerable.Range(0, _instruments.Length)]);

    /// <summary>Appends until it is cancelled: in every millisecond or so what is due.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var appended = 0L; !stop.IsCancellationRequested;)
        {
            var due = (long)(Stopwatch.GetElapsedTime(begin).TotalSeconds * _perSecond) - appended;
            appended += due;
            await AppendAsync([.. Enumerable.Range(0, (int)due).Select(_ => _random.Next(_instruments.Length))]);
            await Task.Delay(1, CancellationToken.None);
        }
    }

    private async Task AppendAsync(int[] instruments)
    {
        var partitions = Enumerable.Range(0, _log.PartitionCount).Select(_ => new List<LogEntry>()).ToArray();
        var time = Timestamp.From(DateTimeOffset.UtcNow);
        foreach (var i in instruments)
        {
            var id = ++_ids[i];
            var price = FixedPoint.ToDecimal(6_000_000 + _random.Next(1_000), 2);
            var quantity = FixedPoint.ToDecimal(_random.Next(1, 100_000), 5);
            partitions[_partitions[i]].Add(LogEntry.Of(new Trade(_instruments[i], id, price, quantity, (TakerSide)(id & 1), time, time)));
            _appendedAt[i][id] = Stopwatch.GetTimestamp();
        }

        await Task.WhenAll(partitions.Select((entries, partition) => _log.AppendAsync(partition, entries.ToArray()).AsTask()));
    }
}
