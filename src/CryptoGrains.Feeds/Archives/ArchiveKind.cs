namespace CryptoGrains.Feeds.Archives;

/// <summary>What the rows of an archive file are.</summary>
public enum ArchiveKind
{
    /// <summary>Single trades.</summary>
    Trades,

    /// <summary>Trades of one taker at one price and moment, added up. Their ids count aggregates, not trades.</summary>
    AggTrades,

    /// <summary>Candles.</summary>
    Klines,
}
