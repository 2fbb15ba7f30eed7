namespace CryptoGrains.Grains;

/// <summary>What a channel carries.</summary>
public enum ChannelKind : byte
{
    /// <summary>The running statistics, latest only.</summary>
    Ticker,

    /// <summary>Every trade as it is counted, and the gaps.</summary>
    Trades,

    /// <summary>The running candle, latest only; every candle that closes or is revised, in its last revision.</summary>
    Candles,

    /// <summary>Every line of the alerts' journal, under its number there.</summary>
    Alerts,
}
