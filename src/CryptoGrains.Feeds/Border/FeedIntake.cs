using System.Collections.Concurrent;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Feeds.Border;

/// <summary>
/// The one way into the trade log: what the feeds bring is checked, what can't be counted goes to the dead letters, the rest is
/// appended. A log that can't take it for now holds the feed up; nothing is dropped.
/// </summary>
/// <param name="log">Where trades go.</param>
/// <param name="deadLetters">Where the rest goes.</param>
/// <param name="grace">How far the windows' watermark stays behind the newest time.</param>
/// <param name="time">For waiting until the log can be written again.</param>
/// <param name="logger">Where feeds that end, and a log that can't be written, are told of.</param>
public sealed class FeedIntake(ITradeLog log, IDeadLetters deadLetters, TimeSpan grace, TimeProvider time, ILogger<FeedIntake> logger)
{
    /// <summary>The most instruments that a node takes in: each costs memory for good, and a feed's symbols are not ours to choose.</summary>
    public const int MostInstruments = 200_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly VenueClocks _clocks = new(grace);
    private readonly ConcurrentDictionary<Instrument, byte> _instruments = [];

    /// <summary>Reads all feeds to their ends. A feed that ends or fails leaves the others running.</summary>
    public Task RunAsync(IReadOnlyList<IFeed> feeds, CancellationToken cancellationToken)
    {
        // All are announced before any begins, so that none is marked late by another that came first.
        var announced = feeds.Select(feed => (feed, source: _clocks.Announce())).ToArray();
        return Task.WhenAll(announced.Select(each => Task.Run(() => RunAsync(each.feed, each.source, cancellationToken), cancellationToken)));
    }

    private async Task RunAsync(IFeed feed, VenueClocks.Source source, CancellationToken cancellationToken)
    {
        try
        {
            var (accepted, refused) = await ReadAsync(feed, source, cancellationToken);
            logger.LogInformation("The feed {Feed} has ended: {Accepted} trades accepted, {Refused} set aside.", feed.Name, accepted, refused);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogInformation("The feed {Feed} is stopped.", feed.Name);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "The feed {Feed} has failed and is over; the others go on: {Reason}", feed.Name, exception.Message);
        }
        finally
        {
            _clocks.End(source);
        }
    }

    private async Task<(long Accepted, long Refused)> ReadAsync(IFeed feed, VenueClocks.Source source, CancellationToken cancellationToken)
    {
        var gate = new TradeGate();
        var entries = new List<LogEntry>[log.PartitionCount];
        for (var partition = 0; partition < entries.Length; partition++)
            entries[partition] = [];

        var (accepted, refused) = (0L, 0L);
        await foreach (var brought in feed.ReadAsync(cancellationToken))
        {
            var batch = gate.Pass(feed.Name, brought);
            refused += batch.Unreadable.Count;
            foreach (var letter in batch.Unreadable)
                deadLetters.Add(letter);

            foreach (var trade in batch.Trades)
            {
                if (IsTakenIn(trade.Instrument))
                {
                    entries[log.PartitionOf(trade.Instrument)].Add(LogEntry.Of(trade));
                    accepted++;
                    continue;
                }

                refused++;
                deadLetters.Add(new DeadLetter(
                    feed.Name,
                    trade.Instrument,
                    $"{trade.Instrument} would be one more than the {MostInstruments} instruments that a node takes in",
                    trade.ToString(),
                    trade.ReceiveTime));
            }

            foreach (var (venue, clock) in _clocks.Advance(source, batch.Clocks))
            {
                foreach (var partition in entries)
                    partition.Add(LogEntry.Clock(venue, clock));
            }

            await Task.WhenAll(entries.Select((some, partition) => AppendAsync(partition, some, cancellationToken)));
        }

        return (accepted, refused);
    }

    private bool IsTakenIn(Instrument instrument) =>
        _instruments.ContainsKey(instrument) || (_instruments.Count < MostInstruments && _instruments.TryAdd(instrument, 0));

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
