using System.Security.Cryptography;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>
/// Candle pages in the bytes they are sent in. A page is encoded once for each version of what it shows; while that stands, a reader
/// costs one small grain call and one write, and where the history alone decides not even the call.
/// </summary>
internal sealed class CandlePages(
    PageCache cache, ICandleHistory history, TimelineReader timeline, FilledTimeline filled, GatewayOptions options, TimeProvider time)
{
    /// <summary>The page; null where the history has no such version as was asked for.</summary>
    /// <exception cref="HistoryUnavailableException">The history alone is wanted and can't be read.</exception>
    public async ValueTask<EncodedBody?> GetAsync(
        Instrument instrument, ISymbolGrain? grain, OhlcvRequest request, CancellationToken cancellationToken)
    {
        var key = new PageKey(instrument, request);
        LivePart? given = null;
        if (cache.Find(key) is { } cached)
        {
            (var stands, given) = await StandsAsync(cached, grain, request, cancellationToken);
            if (stands)
                return cached.Body;
        }

        var asked = request.Of(instrument);
        var page = request.Fill
            ? await filled.ReadAsync(request.Source, grain, asked, cancellationToken)
            : await timeline.ReadAsync(request.Source, grain, asked, given, cancellationToken);
        if (page is null)
            return null;

        var body = Encode(instrument, request, page);
        if (await IsImmutableAsync(request, page, cancellationToken))
            body = body with { IsImmutable = true };
        if (body.IsImmutable || page.IsSettled(request.Interval, request.To, options.SettledAfter))
            body = body with { ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Bytes).AsSpan(0, 16))}\"" };

        // A page that lacks a layer is for those alone who asked when that could not be read.
        if (page.Warning is null)
            cache.Keep(key, new CachedPage(page.MadeFrom, page.IsHistoryAlone, body, time.GetTimestamp()));
        return body;
    }

    /// <summary>Whether a page still shows what there is; if not, what the live layer gave in its place, where that is of use.</summary>
    private async ValueTask<(bool Stands, LivePart? Given)> StandsAsync(
        CachedPage cached, ISymbolGrain? grain, OhlcvRequest request, CancellationToken cancellationToken)
    {
        if (cached.Body.IsImmutable)
            return (true, null);
        if (request.Source != TimelineSource.Live && !await TablesStandAsync(cached.MadeFrom, request.Interval, cancellationToken))
            return (false, null);
        if (cached.IsHistoryAlone)
            return (true, null);

        // Whoever has a settled page may keep it for this long, and so may we.
        if (cached.Body.ETag is not null && time.GetElapsedTime(cached.KeptAt) < EncodedResult.SettledAge)
            return (true, null);
        if (grain is null || cached.MadeFrom.Live is not { } version)
            return (grain is null && cached.MadeFrom.Live is null, null);

        var page = await grain.GetCandlesAsync(new CandleQuery(request.Interval, request.From, request.To, request.Limit, version));
        if (page.Candles is null)
            return (true, null);

        // Of a range the watermark is needed too, and before the candles; of a filled one, other candles.
        var isOfUse = request is { From: null, To: null, Fill: false };
        return (false, isOfUse ? LiveLayer.Of(page, Timestamp.MinValue) : null);
    }

    private async ValueTask<bool> TablesStandAsync(PageVersion madeFrom, Interval interval, CancellationToken cancellationToken)
    {
        try
        {
            return await history.VersionAsync(interval, cancellationToken) == madeFrom.Table
                && (madeFrom.Minutes is null || await history.VersionAsync(Interval.OneMinute, cancellationToken) == madeFrom.Minutes);
        }
        catch (HistoryUnavailableException)
        {
            // Then the page is read anew, and says which layer is missing.
            return false;
        }
    }

    /// <summary>Whether it shows an old truth: a version's, or that of a time since when another version has come.</summary>
    private async ValueTask<bool> IsImmutableAsync(OhlcvRequest request, TimelinePage page, CancellationToken cancellationToken) =>
        request.AsOf is { } asOf
        && (asOf.Version is not null || page.MadeFrom.Table < await history.VersionAsync(request.Interval, cancellationToken));

    private static EncodedBody Encode(Instrument instrument, OhlcvRequest request, TimelinePage page)
    {
        var next = page.Next?.UnixMilliseconds.ToString();
        return request.Format switch
        {
            CandleFormat.Csv => new EncodedBody(CandleCsv.Encode(page.Candles), CandleCsv.ContentType) { Next = next, Warning = page.Warning },
            CandleFormat.Parquet => new EncodedBody(CandleParquet.Encode(page.Candles), CandleParquet.ContentType)
            {
                Next = next,
                Warning = page.Warning,
                FileName = $"{instrument.Venue}-{instrument.Symbol}-{request.Interval.Name()}.parquet",
            },
            _ => new EncodedBody(CandleJson.Encode(instrument, request.Interval, page, next), "application/json") { Next = next },
        };
    }
}
