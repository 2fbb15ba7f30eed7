using System.Collections.Immutable;
using System.Security.Cryptography;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>
/// Candle pages in the bytes they are sent in. A page is encoded once for each version of its series; while the series stands
/// still, a reader costs one small grain call and one write.
/// </summary>
internal sealed class CandlePages(PageCache cache, GatewayOptions options, TimeProvider time)
{
    public async ValueTask<EncodedBody> GetAsync(Instrument instrument, ISymbolGrain grain, OhlcvRequest request)
    {
        var key = new PageKey(instrument, request);
        var cached = cache.Find(key);
        // Whoever has a settled page may keep it for this long, and so may we.
        if (cached is { Body.ETag: not null } && time.GetElapsedTime(cached.KeptAt) < EncodedResult.SettledAge)
            return cached.Body;

        var page = await grain.GetCandlesAsync(request.ToQuery(cached?.Version));
        if (page.Candles is null && cached is not null)
            return cached.Body;

        var watermark = Timestamp.MinValue;
        if (request.From is not null || request.To is not null)
        {
            // Read again, after the watermark: it only rises, so what it says of a range holds for candles read later.
            watermark = (await grain.GetStatisticsAsync())?.Watermark ?? watermark;
            page = await grain.GetCandlesAsync(request.ToQuery(knownVersion: null));
        }

        var candles = page.Candles ?? throw new InvalidOperationException($"{instrument} gave no candles, though no version was named.");
        var body = Encode(instrument, request, candles, page.Next);
        if ((page.Next ?? request.To) is { } end && end + options.SettledAfter <= watermark && candles.All(candle => candle.Closed))
            body = body with { ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Bytes).AsSpan(0, 16))}\"" };
        cache.Keep(key, new CachedPage(page.Version, body, time.GetTimestamp()));
        return body;
    }

    private static EncodedBody Encode(Instrument instrument, OhlcvRequest request, ImmutableArray<Candle> candles, Timestamp? next)
    {
        var cursor = next?.UnixMilliseconds.ToString();
        return request.Csv
            ? new EncodedBody(CandleCsv.Encode(candles), CandleCsv.ContentType, Next: cursor)
            : new EncodedBody(CandleJson.Encode(instrument, request.Interval, candles, cursor), "application/json", Next: cursor);
    }
}
