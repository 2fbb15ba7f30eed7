namespace CryptoGrains.Market;

/// <summary>The layer that a candle was served from.</summary>
public enum CandleSource : byte
{
    /// <summary>The speed layer: an instrument's grain.</summary>
    Live,

    /// <summary>The batch layer: a table recomputed from the archive.</summary>
    Batch,
}
