using CryptoGrains.Analytics.Candles;
using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Timelines;

/// <summary>
/// A series in which silent intervals have a flat candle of the price before, the same on whichever page they come: what is before a
/// page is looked up.
/// </summary>
internal sealed class FilledTimeline(TimelineReader timeline)
{
    /// <summary>How often a page is read again because a new version of the history came between it and what is before it.</summary>
    private const int MostTries = 3;

    /// <summary>Reads candles and fills between them; null where the history has no such version as was asked for.</summary>
    /// <exception cref="HistoryUnavailableException">The history alone is wanted and can't be read.</exception>
    public async Task<TimelinePage?> ReadAsync(
        TimelineSource source, ISymbolGrain? grain, CandlesAsked asked, CancellationToken cancellationToken)
    {
        if (asked.From is null)
        {
            var latest = await timeline.ReadAsync(source, grain, asked with { Limit = 1 }, given: null, cancellationToken);
            if (latest is null or { Candles: [] })
                return latest;
            asked = Backwards(asked, latest);
        }

        var start = RangeEnd.AlignedUp(asked.Interval, asked.From!.Value);
        for (var tries = 1; ; tries++)
        {
            if (await timeline.ReadAsync(source, grain, asked, given: null, cancellationToken) is not { } page)
                return null;

            // The newest version is asked for what was before, not the page's: live may have let go of what only a newer one has. Where
            // they differ the page is read again, so that it is of one version.
            var before = await timeline.ReadAsync(source, grain, asked with { From = null, To = start, Limit = 1 }, given: null, cancellationToken);
            if (tries < MostTries && page.MadeFrom.Table is { } one && before?.MadeFrom.Table is { } other && one != other)
                continue;

            return Fill(asked, page, before is { Candles: [var candle] } ? candle : null, start) with { Warning = page.Warning ?? before?.Warning };
        }
    }

    private static TimelinePage Fill(CandlesAsked asked, TimelinePage page, Candle? before, Timestamp start)
    {
        var length = asked.Interval.Length();
        var certain = Certain(page);
        var last = page.Candles is [.., var newest] ? newest.OpenTime + length : start;

        // Nothing is known of the time after the watermark: it may not be silent.
        var end = page.Next ?? (asked.To is { } to ? Timestamp.Max(last, Timestamp.Min(to, certain)) : last);
        var filled = Timeline.FillWithPrevious(page.Candles.AsSpan(), asked.Interval, before, start, end, asked.Limit);
        var candles = filled.Select(candle => candle.Closed ? candle : candle with { Closed = IsOver(candle, length, certain) });
        var next = filled.Length == asked.Limit && filled[^1].OpenTime + length is var after && after < end ? after : page.Next;
        return page with { Candles = [.. candles], Next = next };
    }

    /// <summary>Whether a flat candle is over. One with trades says so itself.</summary>
    private static bool IsOver(in Candle candle, TimeSpan length, Timestamp certain) =>
        candle.TradeCount == 0 && candle.OpenTime + length <= certain;

    /// <summary>Up to where it is known that a silent interval was silent.</summary>
    private static Timestamp Certain(TimelinePage page) => Timestamp.Max(page.Watermark, page.Boundary ?? Timestamp.MinValue);

    /// <summary>The range of the latest candles, once silent ones are among them.</summary>
    private static CandlesAsked Backwards(CandlesAsked asked, TimelinePage latest)
    {
        var length = asked.Interval.Length();
        var last = latest.Candles[^1].OpenTime + length;
        var end = asked.To is { } to ? Timestamp.Max(last, RangeEnd.AlignedUp(asked.Interval, Timestamp.Min(to, Certain(latest)))) : last;
        return asked with { From = end - (asked.Limit * length), To = end };
    }
}
