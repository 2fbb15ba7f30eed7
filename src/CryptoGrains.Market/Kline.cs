namespace CryptoGrains.Market;

/// <summary>One candle as an exchange published it. What it does not tell is null, never 0.</summary>
/// <param name="OpenTime">The start of its interval.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price.</param>
/// <param name="Volume">The volume in the base asset; 0 in an interval that had no trade, of which some exchanges tell.</param>
/// <param name="QuoteVolume">The volume in the quote asset.</param>
/// <param name="TradeCount">The number of trades.</param>
/// <param name="TakerBuyVolume">The volume, in the base asset, in which the buyer took.</param>
public readonly record struct Kline(
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
    /// <summary>Says why it can't be a candle of an interval, in a sentence; null where it can.</summary>
    public string? Refuse(KlineInterval interval)
    {
        if (OpenTime < TradeRules.Earliest || OpenTime > TradeRules.Latest)
            return $"the open time of {OpenTime.Microseconds} µs lies outside the years 2009 to 2100";
        if (!interval.IsOpenTime(OpenTime))
            return $"no interval of {interval} begins at {OpenTime}";
        if (Low <= 0)
            return $"the low of {Low} is not positive";
        if (High < Low || Open < Low || Open > High || Close < Low || Close > High)
            return $"open {Open} and close {Close} do not lie between low {Low} and high {High}";
        if (Volume < 0 || QuoteVolume < 0 || TradeCount < 0 || TakerBuyVolume < 0 || TakerBuyVolume > Volume)
            return "a volume or the count is negative, or the taker buy volume is more than the volume";
        return null;
    }
}
