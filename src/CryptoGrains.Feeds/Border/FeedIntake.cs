using CryptoGrains.Market;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Feeds.Border;

/// <summary>
/// The one way into the trade log: what a feed brings is checked, what can't be counted goes to the dead letters, the rest is
/// appended. A log that can't take it for now holds the feed up; nothing is dropped.
/// </summary>
/// <param name="log">Where trades go.</param>
/// <param name="deadLetters">Where the rest goes.</param>
/// <param name="grace">How far the windows' watermark stays behind the newest time: a clock mark is worth writing once it passes a minute by as much.</param>
/// <param name="time">For waiting until the log can be written again.</param>
/// <param name="logger">Where a log that can't be written is complained of.</param>
public sealed class FeedIntake(ITradeLog log, IDeadLetters deadLetters, TimeSpan grace, TimeProvider time, ILogger<FeedIntake> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Reads a feed to its end.</summary>
    /// <returns>How many trades were accepted and how many were set aside.</returns>
    public async Task<(long Accepted, long Refused)> RunAsync(IFeed feed, CancellationToken cancellationToken)
    {
        var gate = new TradeGate();
        var marked = new Dictionary<string, Timestamp>();
        var entries = new List<LogEntry>[log.PartitionCount];
        for (var partition = 0; partition < entries.Length; partition++)
            entries[partition] = [];

        var (accepted, refused) = (0L, 0L);
        await foreach (var brought in feed.ReadAsync(cancellationToken))
        {
            var batch = gate.Pass(feed.Name, brought);
            accepted += batch.Trades.Count;
            refused += batch.Unreadable.Count;
            foreach (var letter in batch.Unreadable)
                deadLetters.Add(letter);
            foreach (var trade in batch.Trades)
                entries[log.PartitionOf(trade.Instrument)].Add(LogEntry.Of(trade));
            foreach (var clock in batch.Clocks.Where(clock => IsWorthAMark(marked, clock)))
            {
                foreach (var partition in entries)
                    partition.Add(LogEntry.Clock(clock.Venue, clock.Time));
            }

            await Task.WhenAll(entries.Select((some, partition) => AppendAsync(partition, some, cancellationToken)));
        }

        return (accepted, refused);
    }

    /// <summary>A mark is written when the venue's clock brings the watermark into another minute: no candle closes in between.</summary>
    private bool IsWorthAMark(Dictionary<string, Timestamp> marked, VenueClock clock)
    {
        var minute = Interval.OneMinute.OpenOf(clock.Time - grace);
        if (marked.TryGetValue(clock.Venue, out var last) && minute <= last)
            return false;

        marked[clock.Venue] = minute;
        return true;
    }

    private async Task AppendAsync(int partition, List<LogEntry> entries, CancellationToken cancellationToken)
    {
        while (entries.Count > 0)
        {
            try
            {
                await log.AppendAsync(partition, entries.ToArray(), cancellationToken);
                entries.Clear();
            }
            catch (TradeLogException failure)
            {
                logger.LogError(failure, "The feed waits, because the trade log can't be written: {Reason}", failure.Message);
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }
}
