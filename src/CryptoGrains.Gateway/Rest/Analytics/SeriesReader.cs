using System.Collections.Immutable;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Reads what an analysis is made from: merged candles, bounded in number.</summary>
internal sealed class SeriesReader(TimelineReader timeline, GatewayOptions options)
{
    /// <summary>The most candles of one instrument.</summary>
    public const int MaxBars = 10_000;

    /// <summary>How often candles are read again because a new version of the history came between two reads.</summary>
    private const int MostTries = 3;

    /// <summary>Reads the closed candles of a range; or, where it has no beginning, the latest.</summary>
    /// <param name="found">The instrument.</param>
    /// <param name="interval">The candles' interval.</param>
    /// <param name="from">Open times from this one on; null for the latest.</param>
    /// <param name="to">Open times before this one; null for the end.</param>
    /// <param name="most">The most candles.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AnalysisRefusedException">There are more in the range.</exception>
    public async Task<SeriesRead> ReadClosedAsync(
        FoundInstrument found, Interval interval, Timestamp? from, Timestamp? to, int most, CancellationToken cancellationToken)
    {
        // One more: the running candle, which is not wanted, or the one that is too many.
        var page = await ReadAsync(found.Grain, new CandlesAsked(found.Instrument, interval, from, to, most + 1), cancellationToken);
        ImmutableArray<Candle> closed = [.. page.Candles.Where(candle => candle.Closed)];
        if (from is not null && (closed.Length > most || page.Next is not null))
        {
            throw new AnalysisRefusedException(new Problem(
                400,
                ProblemCodes.BadRange,
                $"The range has more than the {most} candles of {interval.Name()} that are analysed at once. "
                + "Ask for a shorter range, fewer instruments, or a longer interval."));
        }

        var settled = page.IsSettled(interval, to, options.SettledAfter);
        return SeriesRead.Of(found.Instrument, found.Grain, interval, page with { Candles = closed[Math.Max(0, closed.Length - most)..] }, settled);
    }

    /// <summary>Reads a page of candles, the running one among them, and up to a number of those before it.</summary>
    /// <returns>What was before, the page, and the open time of the next candle.</returns>
    public async Task<(SeriesRead Before, SeriesRead Page, Timestamp? Next)> ReadWithBeforeAsync(
        FoundInstrument found, Interval interval, Timestamp? from, Timestamp? to, int limit, int before, CancellationToken cancellationToken)
    {
        if (from is not { } begin)
        {
            var all = await ReadAsync(found.Grain, new CandlesAsked(found.Instrument, interval, From: null, to, limit + before), cancellationToken);
            var split = Math.Max(0, all.Candles.Length - limit);
            var settled = all.IsSettled(interval, to, options.SettledAfter);
            return (Of(all with { Candles = all.Candles[..split] }, settled), Of(all with { Candles = all.Candles[split..] }, settled), null);
        }

        for (var tries = 1; ; tries++)
        {
            var page = await ReadAsync(found.Grain, new CandlesAsked(found.Instrument, interval, from, to, limit), cancellationToken);
            var earlier = await ReadAsync(
                found.Grain, new CandlesAsked(found.Instrument, interval, From: null, RangeEnd.AlignedUp(interval, begin), before), cancellationToken);
            if (tries < MostTries && page.MadeFrom.Table is { } one && earlier.MadeFrom.Table is { } other && one != other)
                continue;

            return (
                Of(earlier, earlier.IsSettled(interval, begin, options.SettledAfter)),
                Of(page, page.IsSettled(interval, to, options.SettledAfter)),
                page.Next);
        }

        SeriesRead Of(TimelinePage page, bool isSettled) => SeriesRead.Of(found.Instrument, found.Grain, interval, page, isSettled);
    }

    private async Task<TimelinePage> ReadAsync(ISymbolGrain? grain, CandlesAsked asked, CancellationToken cancellationToken) =>
        await timeline.ReadAsync(TimelineSource.Merged, grain, asked, given: null, cancellationToken)
        ?? throw new InvalidOperationException($"The timeline of {asked.Instrument} has no newest version.");
}
