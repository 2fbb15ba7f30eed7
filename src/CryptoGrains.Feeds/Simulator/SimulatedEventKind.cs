namespace CryptoGrains.Feeds.Simulator;

/// <summary>What can be injected into a simulated market.</summary>
public enum SimulatedEventKind
{
    /// <summary>Twelve falls in a row within 1.1 s, 0.8 % or more together, and the way back.</summary>
    FlashCrash,

    /// <summary>Price and volume rise together for minutes, then the price falls back.</summary>
    PumpAndDump,

    /// <summary>Trades that someone makes with himself: pairs of a buy and a sell of the same round size.</summary>
    WashTrading,

    /// <summary>A stretch of trades that never arrives, so their ids are missing.</summary>
    Outage,

    /// <summary>Trades that are sent twice.</summary>
    Duplicates,

    /// <summary>Trades that arrive seconds to an hour after they happened.</summary>
    LateTrades,

    /// <summary>Trades stamped minutes ahead of the time they arrive.</summary>
    FutureTrades,

    /// <summary>The price leaves its way for minutes, and returns; on other venues it stays.</summary>
    PriceShift,

    /// <summary>Many times the ordinary volume at the price as it is.</summary>
    VolumeSpike,

    /// <summary>Nothing trades for minutes; no id is missing.</summary>
    StaleFeed,
}
