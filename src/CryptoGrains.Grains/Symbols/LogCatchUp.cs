using CryptoGrains.Market;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Symbols;

/// <summary>
/// Brings a grain whose state was lost, or is older than what it was given, to where its partition's reader is. An instrument that
/// is new has nothing to catch up; another has all that the trade log still keeps of it.
/// </summary>
public sealed class LogCatchUp(ITradeLog log, ILogger<LogCatchUp> logger)
{
    /// <summary>Applies the instrument's trades and its venue's clock marks from an offset up to, not including, another.</summary>
    /// <param name="grains">Where the catalogue is asked.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="fromOffset">Where to begin; 0, for no state at all, begins at the instrument's first trade, with its venue's clock there.</param>
    /// <param name="endOffset">The offset from which on the caller goes on by itself.</param>
    /// <param name="apply">Takes each record, in order.</param>
    /// <returns>Whether the log was read; not where the instrument began at the end or later.</returns>
    public async Task<bool> RunAsync(IGrainFactory grains, Instrument instrument, long fromOffset, long endOffset, Action<LogEntry> apply)
    {
        var began = fromOffset == 0 ? await grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).FindAsync(instrument) : null;
        var start = fromOffset == 0 ? began?.FirstOffset ?? endOffset : fromOffset;
        if (start >= endOffset)
            return false;

        logger.LogWarning(
            "The state of {Instrument} does not reach offset {End} as it should: it is brought there from the trade log, from offset {Start} on.",
            instrument,
            endOffset,
            start);
        GrainMetrics.StatesRebuilt.Add(1);
        if (began is { } listed)
            apply(LogEntry.Clock(instrument.Venue, listed.Clock));
        await foreach (var batch in log.ReadAsync(log.PartitionOf(instrument), start))
        {
            if (batch.Lost is { } lost)
                logger.LogWarning("The trade log no longer has all of {Instrument}: {Reason}", instrument, lost.Reason);

            foreach (var entry in batch.Entries.Span)
            {
                var concerns = entry.ClockVenue is { } venue ? venue == instrument.Venue : entry.Trade.Instrument == instrument;
                if (concerns && entry.Offset >= start && entry.Offset < endOffset)
                    apply(entry);
            }

            if (batch.NextOffset >= endOffset)
                break;
        }

        return true;
    }
}
