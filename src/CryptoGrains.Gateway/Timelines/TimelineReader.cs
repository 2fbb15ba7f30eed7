using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Gateway.Timelines;

/// <summary>
/// Reads one series out of the batch layer and the live one. Live candles are read first, then the newest version of the history: live
/// forgets only what the history has, so nothing falls between the two.
/// </summary>
internal sealed class TimelineReader(ICandleHistory history, ILogger<TimelineReader> logger)
{
    public const string HistoryIsMissing = "The history can't be read just now: these are the live candles alone.";
    public const string LiveIsMissing = "The live candles can't be read just now: these are the history's alone.";

    /// <summary>Reads candles; null where the history has no such version as was asked for.</summary>
    /// <param name="source">Which layers.</param>
    /// <param name="grain">The instrument's grain; null for one that is not traded live.</param>
    /// <param name="asked">Which candles.</param>
    /// <param name="given">What the live layer has just given for this, if it has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HistoryUnavailableException">The history alone is wanted and can't be read.</exception>
    public async Task<TimelinePage?> ReadAsync(
        TimelineSource source, ISymbolGrain? grain, CandlesAsked asked, LivePart? given, CancellationToken cancellationToken) => source switch
        {
            TimelineSource.Live => OfLive(given ?? await LiveLayer.ReadAsync(grain, asked)),
            TimelineSource.Batch => OfHistory(asked, await history.ReadAsync(asked, cancellationToken)),
            _ => await ReadMergedAsync(grain, asked, given, cancellationToken),
        };

    private async Task<TimelinePage?> ReadMergedAsync(
        ISymbolGrain? grain, CandlesAsked asked, LivePart? given, CancellationToken cancellationToken)
    {
        var (early, failure) = asked.From is null && asked.To is null ? default : await TryHistoryAsync(asked, cancellationToken);
        if (early is not null && IsComplete(asked, early))
            return OfHistory(asked, early);

        var (live, liveFailure) = given is null ? await TryLiveAsync(grain, asked) : (given, null);
        HistoryPage? batch = null;
        if (failure is null)
            (batch, failure) = await TryHistoryAsync(asked, cancellationToken);

        if (live is null)
            return await WithoutLiveAsync(asked, batch, liveFailure!, cancellationToken);
        if (batch is null)
            return OfLive(live) with { Warning = failure is null ? null : HistoryIsMissing };

        try
        {
            return await MergeAsync(grain, asked, batch, live, cancellationToken);
        }
        catch (HistoryUnavailableException)
        {
            return OfLive(live) with { Warning = HistoryIsMissing };
        }
    }

    /// <summary>Whether the batch layer is complete to the page's end, so that live candles can add nothing.</summary>
    private static bool IsComplete(CandlesAsked asked, HistoryPage batch) =>
        (batch.Next ?? asked.To) is { } end
        && RangeEnd.AlignedUp(asked.Interval, end) <= batch.Boundary
        && batch.Candles.All(candle => candle.Closed);

    private async Task<TimelinePage> MergeAsync(
        ISymbolGrain? grain, CandlesAsked asked, HistoryPage batch, LivePart live, CancellationToken cancellationToken)
    {
        var (candles, next) = Seam.Merge(asked, batch, live);
        long? minutesVersion = null;
        foreach (var open in Seam.Straddling(asked, batch, live))
        {
            var (minutes, version) = await MinutesAsync(grain, asked, open, cancellationToken);
            minutesVersion ??= version;
            if (!minutes.IsEmpty)
                candles = Timeline.SumStraddling(candles, asked.Interval, open + Interval.OneMinute.Length(), minutes.AsSpan());
        }

        return new TimelinePage(candles, next)
        {
            MadeFrom = new PageVersion(live.Version, batch.Version, minutesVersion),
            Boundary = batch.Boundary,
            Watermark = live.Watermark,
        };
    }

    /// <summary>The merged minutes of one longer candle; none where the history has none of it.</summary>
    private async Task<(ImmutableArray<Candle> Minutes, long? Version)> MinutesAsync(
        ISymbolGrain? grain, CandlesAsked asked, Timestamp open, CancellationToken cancellationToken)
    {
        var length = asked.Interval.Length();
        var inside = new CandlesAsked(asked.Instrument, Interval.OneMinute, open, open + length, (int)(length / Interval.OneMinute.Length()));
        var live = await LiveLayer.ReadAsync(grain, inside);
        var batch = await history.ReadAsync(inside, cancellationToken);
        return batch is null or { Candles.IsEmpty: true } ? ([], batch?.Version) : (Seam.Merge(inside, batch, live).Candles, batch.Version);
    }

    private static async Task<(LivePart? Live, ExceptionDispatchInfo? Failure)> TryLiveAsync(ISymbolGrain? grain, CandlesAsked asked)
    {
        try
        {
            return (await LiveLayer.ReadAsync(grain, asked), null);
        }
        catch (Exception failure)
        {
            return (null, ExceptionDispatchInfo.Capture(failure));
        }
    }

    private async Task<(HistoryPage? Page, HistoryUnavailableException? Failure)> TryHistoryAsync(
        CandlesAsked asked, CancellationToken cancellationToken)
    {
        try
        {
            return (await history.ReadAsync(asked, cancellationToken), null);
        }
        catch (HistoryUnavailableException failure)
        {
            return (null, failure);
        }
    }

    /// <summary>The history alone, where it has anything of the instrument; else there is nothing to answer with.</summary>
    private async Task<TimelinePage> WithoutLiveAsync(
        CandlesAsked asked, HistoryPage? batch, ExceptionDispatchInfo failure, CancellationToken cancellationToken)
    {
        if (batch is null || !await history.ContainsAsync(asked.Instrument, cancellationToken))
            failure.Throw();

        logger.LogError(failure.SourceException, "The live candles of {Instrument} can't be read; its history is given alone.", asked.Instrument);
        return OfHistory(asked, batch)! with { IsHistoryAlone = false, Warning = LiveIsMissing };
    }

    private static TimelinePage OfLive(LivePart live) =>
        new(live.Candles, live.Next) { MadeFrom = new PageVersion(live.Version, Table: null), Watermark = live.Watermark };

    private static TimelinePage? OfHistory(CandlesAsked asked, HistoryPage? page) => page switch
    {
        null when asked.AsOf is not null => null,
        null => new TimelinePage([], Next: null) { IsHistoryAlone = true },
        _ => new TimelinePage(page.Candles, page.Next)
        {
            MadeFrom = new PageVersion(Live: null, page.Version),
            Boundary = page.Boundary,
            IsHistoryAlone = true,
        },
    };
}
