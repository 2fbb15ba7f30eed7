namespace CryptoGrains.Gateway.Rest;

/// <summary>In which form candles are sent.</summary>
internal enum CandleFormat : byte
{
    /// <summary>An object with an array of candles.</summary>
    Json,

    /// <summary>A line for each candle.</summary>
    Csv,

    /// <summary>A Parquet file.</summary>
    Parquet,
}
