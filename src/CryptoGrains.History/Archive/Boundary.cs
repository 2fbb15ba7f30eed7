using CryptoGrains.Analytics.Windows;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Market;

namespace CryptoGrains.History.Archive;

/// <summary>How far the batch layer is complete for a venue: its clock where the archive is, less what live still waits for.</summary>
/// <remarks>
/// A venue's clock is the least one of all partitions of a log; while a partition has none yet, nothing is known by that log. Where a log was
/// lost and a new one begun, the newest log that knows a clock of the venue tells, because that is the log that live reads: it
/// refuses late trades by these marks. Older logs tell until then. A new log that replays older times therefore takes the boundary back:
/// candles after it are then said to be open, and readers weigh them against the live ones, which is right, for live takes trades there again.
/// </remarks>
internal static class Boundary
{
    private static readonly TimeSpan Behind = WindowOptions.Default.Grace + WindowOptions.Default.Lateness;

    /// <summary>The boundary by the positions of a version; null where no log knows a clock of the venue.</summary>
    public static Timestamp? Of(DeltaSnapshot snapshot, string venue) => Of(snapshot.Transactions, venue);

    /// <inheritdoc cref="Of(DeltaSnapshot, string)"/>
    public static Timestamp? Of(IReadOnlyDictionary<string, long> transactions, string venue) =>
        LogTransactions.Logs(transactions).Select(log => ClockOf(transactions, log, venue)).FirstOrDefault(clock => clock is not null) is { } clock
            ? Interval.OneMinute.OpenOf(new Timestamp(clock) - Behind)
            : null;

    private static long? ClockOf(IReadOnlyDictionary<string, long> transactions, string log, string venue)
    {
        long? least = null;
        for (var partition = 0; transactions.ContainsKey(LogTransactions.Position(log, partition)); partition++)
        {
            if (!transactions.TryGetValue(LogTransactions.Clock(log, partition, venue), out var clock))
                return null;
            least = Math.Min(least ?? clock, clock);
        }

        return least;
    }
}
