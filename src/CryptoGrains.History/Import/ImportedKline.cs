using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>A candle as an exchange published it. What it does not tell is null, never 0.</summary>
/// <param name="OpenTime">The start of its interval.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price.</param>
/// <param name="Volume">The volume in the base asset.</param>
/// <param name="QuoteVolume">The volume in the quote asset.</param>
/// <param name="TradeCount">The number of trades.</param>
/// <param name="TakerBuyVolume">The volume, in the base asset, in which the buyer took.</param>
public readonly record struct ImportedKline(
    Timestamp OpenTime,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    decimal? QuoteVolume,
    long? TradeCount,
    decimal? TakerBuyVolume)
{
    /// <summary>The candle as the tables hold it.</summary>
    /// <returns>Why it can't be held, in a sentence; null when it can.</returns>
    internal string? TryToRow(KlineInterval interval, out CandleRow row)
    {
        row = default;
        if (OpenTime < TradeRules.Earliest || OpenTime > TradeRules.Latest)
            return $"the open time of {OpenTime.Microseconds} µs lies outside the years 2009 to 2100";
        if (!interval.IsOpenTime(OpenTime))
            return $"no interval of {interval} begins at {OpenTime}";
        if (Low <= 0 || High < Low || Open < Low || Open > High || Close < Low || Close > High)
            return $"open {Open} and close {Close} do not lie between low {Low} and high {High}, or these are not positive";
        if (Volume < 0 || QuoteVolume < 0 || TradeCount < 0 || TakerBuyVolume < 0 || TakerBuyVolume > Volume)
            return "a volume or the count is negative, or the taker buy volume is more than the volume";

        if (!Digits.TryOf(Open, CandleRow.Decimals, out var open) || !Digits.TryOf(High, CandleRow.Decimals, out var high)
            || !Digits.TryOf(Low, CandleRow.Decimals, out var low) || !Digits.TryOf(Close, CandleRow.Decimals, out var close)
            || !Digits.TryOf(Volume, CandleRow.Decimals, out var volume)
            || !TryOf(QuoteVolume, CandleRow.QuoteDecimals, out var quoteVolume)
            || !TryOf(TakerBuyVolume, CandleRow.Decimals, out var takerBuyVolume))
        {
            return $"a number can't be kept exactly: {CandleRow.Decimals} decimals, {CandleRow.QuoteDecimals} of the quote volume, "
                + "and 38 digits are the limit";
        }

        row = new CandleRow
        {
            OpenTime = OpenTime.Microseconds,
            Open = open,
            High = high,
            Low = low,
            Close = close,
            Volume = volume,
            QuoteVolume = quoteVolume,
            TakerBuyVolume = takerBuyVolume,
            TradeCount = TradeCount ?? CandleRow.UnknownCount,
            FirstTradeId = CandleRow.UnknownCount,
            LastTradeId = CandleRow.UnknownCount,
            Closed = true,
            Origin = CandleOrigin.Import,
        };
        return null;
    }

    private static bool TryOf(decimal? value, int decimals, out Int128 digits)
    {
        digits = CandleRow.UnknownVolume;
        return value is not { } told || Digits.TryOf(told, decimals, out digits);
    }
}
