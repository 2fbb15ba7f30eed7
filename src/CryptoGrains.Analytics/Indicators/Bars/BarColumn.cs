namespace CryptoGrains.Analytics.Indicators;

/// <summary>A number of a bar.</summary>
internal enum BarColumn
{
    Open,
    High,
    Low,
    Close,
    Volume,

    /// <summary>NaN where the bar does not tell.</summary>
    QuoteVolume,

    /// <summary>The open time in µs since 1970, which a double holds exactly until the year 2255.</summary>
    OpenTime,
}
