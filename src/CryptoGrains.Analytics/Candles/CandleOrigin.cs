namespace CryptoGrains.Analytics.Candles;

/// <summary>What a candle of the history was made from.</summary>
public enum CandleOrigin : byte
{
    /// <summary>Trades of the archive.</summary>
    Trades,

    /// <summary>Candles that were imported as they are.</summary>
    Import,
}
