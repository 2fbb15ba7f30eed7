using System.Collections.Immutable;
using CryptoGrains.Streams;

namespace CryptoGrains.History.Archive;

/// <summary>What is read from the log between two commits.</summary>
/// <param name="Trades">The trades.</param>
/// <param name="After">How far the log is read with them.</param>
/// <param name="Losses">What the log could no longer give, by partition.</param>
/// <param name="Refused">How many trades no table can hold.</param>
/// <param name="Reason">Why, of the first one; null where there is none.</param>
internal sealed record LogChunk(
    TradesByDay Trades, LogPositions After, ImmutableArray<(int Partition, LogLoss Loss)> Losses, long Refused, string? Reason)
{
    /// <summary>How many records were lost.</summary>
    public long Lost => Losses.Sum(lost => lost.Loss.ToOffset - lost.Loss.FromOffset);

    /// <summary>Reads on, all partitions by turns, so that they come on together and no venue's boundary waits for one of them.</summary>
    /// <param name="log">The log.</param>
    /// <param name="from">How far it is read.</param>
    /// <param name="ends">Where reading ends, by partition.</param>
    /// <param name="most">About how many trades to take; one batch of the log more at the most, for each partition.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LogChunk> ReadAsync(
        ITradeLog log, LogPositions from, ImmutableArray<long> ends, int most, CancellationToken cancellationToken)
    {
        var reading = new Reading(log, from);
        for (var partition = 0; partition < ends.Length; partition++)
        {
            var left = ends.Length - partition;
            await reading.ReadAsync(partition, ends[partition], Math.Max(1, (most - reading.Trades.Count) / left), cancellationToken);
        }

        return reading.ToChunk();
    }

    private sealed class Reading(ITradeLog log, LogPositions from)
    {
        private readonly ImmutableArray<long>.Builder _next = from.Next.ToBuilder();
        private readonly ImmutableSortedDictionary<string, long>.Builder[] _clocks = [.. from.Clocks.Select(clocks => clocks.ToBuilder())];
        private readonly ImmutableArray<(int Partition, LogLoss Loss)>.Builder _losses = ImmutableArray.CreateBuilder<(int, LogLoss)>();
        private long _refused;
        private string? _reason;

        public TradesByDay Trades { get; } = new();

        public async Task ReadAsync(int partition, long end, int most, CancellationToken cancellationToken)
        {
            if (_next[partition] >= end)
                return;

            var full = Trades.Count + most;
            await foreach (var batch in log.ReadAsync(partition, _next[partition], cancellationToken))
            {
                if (batch.Lost is { } lost)
                    _losses.Add((partition, lost));

                // A batch is taken whole, although it may reach behind the end: all of it is acknowledged.
                Take(partition, batch.Entries.Span);
                _next[partition] = batch.NextOffset;
                if (batch.NextOffset >= end || Trades.Count >= full)
                    return;
            }
        }

        public LogChunk ToChunk() => new(
            Trades,
            new LogPositions(_next.ToImmutable(), [.. _clocks.Select(clocks => clocks.ToImmutable())]),
            _losses.ToImmutable(),
            _refused,
            _reason);

        private void Take(int partition, ReadOnlySpan<LogEntry> entries)
        {
            foreach (ref readonly var entry in entries)
            {
                if (entry.ClockVenue is { } venue)
                {
                    var clock = entry.Time.Microseconds;
                    if (!_clocks[partition].TryGetValue(venue, out var held) || held < clock)
                        _clocks[partition][venue] = clock;
                }
                else if (Trades.Add(entry.Trade, partition) is { } reason)
                {
                    _refused++;
                    _reason ??= $"trade {entry.Trade.Id} of {entry.Trade.Instrument}, at offset {entry.Offset} of partition {partition}: {reason}";
                }
            }
        }
    }
}
