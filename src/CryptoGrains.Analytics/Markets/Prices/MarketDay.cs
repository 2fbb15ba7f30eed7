using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Markets;

/// <summary>An instrument's last 24 hours, as far as ranking goes.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Last">The last price.</param>
/// <param name="Open">The first price of the 24 hours.</param>
/// <param name="QuoteVolume">Σ price · quantity of the 24 hours, in the quote asset.</param>
public readonly record struct MarketDay(Instrument Instrument, decimal Last, decimal Open, decimal QuoteVolume)
{
    /// <summary>The last price less the first, in percent of the first.</summary>
    public decimal ChangePercent => 100 * (Last - Open) / Open;
}
