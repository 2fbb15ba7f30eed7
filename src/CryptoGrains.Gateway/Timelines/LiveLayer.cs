using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Timelines;

/// <summary>Reads an instrument's live candles.</summary>
internal static class LiveLayer
{
    /// <summary>Reads a range; nothing where the instrument is not traded live.</summary>
    public static async Task<LivePart> ReadAsync(ISymbolGrain? grain, CandlesAsked asked)
    {
        if (grain is null)
            return LivePart.None;

        // First the watermark, which only rises: what it says of a range holds for candles read after it. The latest never settle.
        var watermark = Timestamp.MinValue;
        if (asked.From is not null || asked.To is not null)
            watermark = (await grain.GetStatisticsAsync())?.Watermark ?? watermark;
        return Of(await grain.GetCandlesAsync(new CandleQuery(asked.Interval, asked.From, asked.To, asked.Limit)), watermark);
    }

    /// <summary>A page that was given without naming a known version.</summary>
    public static LivePart Of(CandlePage page, Timestamp watermark) => new(
        page.Version,
        page.Candles ?? throw new InvalidOperationException("A grain gave no candles, though no version was named."),
        page.Next,
        watermark);
}
