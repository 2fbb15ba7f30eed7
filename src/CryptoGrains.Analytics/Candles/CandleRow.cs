using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>
/// A candle of the history, as its tables hold it and its kernels compute with it: integers with fixed decimals, so that sums are exact
/// and nothing is converted on the way from file to file.
/// </summary>
public record struct CandleRow
{
    /// <summary>The decimals of prices and base volumes.</summary>
    public const int Decimals = TradeRules.MaxDecimals;

    /// <summary>The decimals of quote volumes.</summary>
    public const int QuoteDecimals = TradeRules.MaxQuoteDecimals;

    /// <summary>Stands for a count or id that its source does not tell.</summary>
    public const long UnknownCount = long.MinValue;

    /// <summary>Stands for a volume that its source does not tell.</summary>
    public static readonly Int128 UnknownVolume = Int128.MinValue;

    /// <summary>The start of the interval, in µs since 1970.</summary>
    public long OpenTime { get; set; }

    /// <summary>The first price, in 10^-12.</summary>
    public Int128 Open { get; set; }

    /// <summary>The highest price.</summary>
    public Int128 High { get; set; }

    /// <summary>The lowest price.</summary>
    public Int128 Low { get; set; }

    /// <summary>The last price.</summary>
    public Int128 Close { get; set; }

    /// <summary>Σ quantity, in 10^-12 of the base asset.</summary>
    public Int128 Volume { get; set; }

    /// <summary>Σ price · quantity, in 10^-16 of the quote asset, or <see cref="UnknownVolume"/>.</summary>
    public Int128 QuoteVolume { get; set; }

    /// <summary>Σ quantity of trades in which the buyer took, in 10^-12, or <see cref="UnknownVolume"/>.</summary>
    public Int128 TakerBuyVolume { get; set; }

    /// <summary>The number of trades, or <see cref="UnknownCount"/>.</summary>
    public long TradeCount { get; set; }

    /// <summary>The id of the first trade, or <see cref="UnknownCount"/>.</summary>
    public long FirstTradeId { get; set; }

    /// <summary>The id of the last trade, or <see cref="UnknownCount"/>.</summary>
    public long LastTradeId { get; set; }

    /// <summary>How often the history has corrected it since it first held it.</summary>
    public int Revision { get; set; }

    /// <summary>Whether the batch layer is complete to its end.</summary>
    public bool Closed { get; set; }

    /// <summary>Whether trades of it are known to be missing.</summary>
    public bool Partial { get; set; }

    /// <summary>What it was made from.</summary>
    public CandleOrigin Origin { get; set; }
}
