using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Streams;

namespace CryptoGrains.History.Archive;

/// <summary>How far a log is read: in each partition the next offset, and each venue's clock there.</summary>
/// <param name="Next">The next offset by partition.</param>
/// <param name="Clocks">The greatest clock mark of each venue before it, by partition, in µs since 1970.</param>
internal sealed record LogPositions(ImmutableArray<long> Next, ImmutableArray<ImmutableSortedDictionary<string, long>> Clocks)
{
    /// <summary>How far a version of <c>trades</c> holds a log.</summary>
    /// <exception cref="TradeLogException">It holds more than the log does.</exception>
    public static LogPositions Of(DeltaSnapshot? snapshot, ITradeLog log)
    {
        var next = ImmutableArray.CreateBuilder<long>(log.PartitionCount);
        var clocks = ImmutableArray.CreateBuilder<ImmutableSortedDictionary<string, long>>(log.PartitionCount);
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            var position = snapshot?.Transactions.GetValueOrDefault(LogTransactions.Position(log.Id, partition)) ?? 0;
            var end = log.Bounds(partition).Next;
            if (position > end)
            {
                throw new TradeLogException(
                    $"Version {snapshot!.Version} of the table trades holds partition {partition} of the trade log {log.Id} up to offset "
                    + $"{position}, and the log ends at {end}: it was put back from an older copy, or lost its end. Bring the whole log back, "
                    + "or begin a new one in an empty folder; what is archived stays.");
            }

            next.Add(position);
            clocks.Add(ClocksOf(snapshot, LogTransactions.ClockPrefix(log.Id, partition)));
        }

        return new LogPositions(next.MoveToImmutable(), clocks.MoveToImmutable());
    }

    /// <summary>Whether another has read as far.</summary>
    public bool IsAt(LogPositions other) => Next.AsSpan().SequenceEqual(other.Next.AsSpan());

    /// <summary>What a commit has to say to bring a version's positions here.</summary>
    public ImmutableSortedDictionary<string, long> TransactionsAfter(DeltaSnapshot? snapshot, string log)
    {
        var known = snapshot?.Transactions ?? ImmutableSortedDictionary<string, long>.Empty;
        var transactions = ImmutableSortedDictionary.CreateBuilder<string, long>(known.KeyComparer);
        if (!known.ContainsKey(LogTransactions.Number(log)))
            transactions.Add(LogTransactions.Number(log), LogTransactions.NextNumber(known));

        for (var partition = 0; partition < Next.Length; partition++)
        {
            Put(LogTransactions.Position(log, partition), Next[partition]);
            foreach (var (venue, clock) in Clocks[partition])
                Put(LogTransactions.Clock(log, partition, venue), clock);
        }

        return transactions.ToImmutable();

        void Put(string name, long value)
        {
            if (!known.TryGetValue(name, out var held) || held != value)
                transactions.Add(name, value);
        }
    }

    private static ImmutableSortedDictionary<string, long> ClocksOf(DeltaSnapshot? snapshot, string prefix)
    {
        var clocks = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var (name, clock) in snapshot?.Transactions ?? ImmutableSortedDictionary<string, long>.Empty)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                clocks.Add(name[prefix.Length..], clock);
        }

        return clocks.ToImmutable();
    }
}
