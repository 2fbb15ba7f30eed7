namespace CryptoGrains.Market;

/// <summary>What happened to one instrument in one interval: prices in the quote asset, volumes exact.</summary>
/// <remarks>A candle exists only where there was a trade: nothing is invented for a silent interval.</remarks>
public readonly record struct Candle
{
    /// <summary>The start of the interval.</summary>
    public required Timestamp OpenTime { get; init; }

    /// <summary>The price of the trade with the least (event time, trade id).</summary>
    public required decimal Open { get; init; }

    /// <summary>The highest price.</summary>
    public required decimal High { get; init; }

    /// <summary>The lowest price.</summary>
    public required decimal Low { get; init; }

    /// <summary>The price of the trade with the greatest (event time, trade id).</summary>
    public required decimal Close { get; init; }

    /// <summary>Σ quantity, in the base asset.</summary>
    public required decimal Volume { get; init; }

    /// <summary>Σ price · quantity, in the quote asset; null where an imported candle does not tell. So are the next four.</summary>
    public required decimal? QuoteVolume { get; init; }

    /// <summary>Σ quantity of the trades in which the buyer took, in the base asset.</summary>
    public required decimal? TakerBuyVolume { get; init; }

    /// <summary>The number of trades, each id once.</summary>
    public required long? TradeCount { get; init; }

    /// <summary>The id of the trade that <see cref="Open"/> is from.</summary>
    public required long? FirstTradeId { get; init; }

    /// <summary>The id of the trade that <see cref="Close"/> is from.</summary>
    public required long? LastTradeId { get; init; }

    /// <summary>Whether the watermark has passed the interval's end.</summary>
    public bool Closed { get; init; }

    /// <summary>Whether trades of it may be missing: the feed began or broke off inside the interval.</summary>
    public bool Partial { get; init; }

    /// <summary>How many late trades have changed it since it was closed.</summary>
    public int Revision { get; init; }

    /// <summary>Which layer it comes from.</summary>
    public CandleSource Source { get; init; }

    /// <summary>Σ(price · quantity) / Σ quantity, rounded to the 28 digits of <see cref="decimal"/>; null where nothing traded, or the quote volume is not known.</summary>
    public decimal? Vwap => Volume == 0 ? null : QuoteVolume / Volume;
}
