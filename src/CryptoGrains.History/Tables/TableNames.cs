using CryptoGrains.Market;

namespace CryptoGrains.History.Tables;

/// <summary>The names of the tables, which are their folders in the store.</summary>
public static class TableNames
{
    /// <summary>Every accepted trade: master data.</summary>
    public const string Trades = "trades";

    /// <summary>Imported candles, as exchanges published them: master data.</summary>
    public const string Klines = "klines";

    /// <summary>Daily candles with features.</summary>
    public const string Daily = "daily_filled";

    /// <summary>Daily closes as forecasting tools want them.</summary>
    public const string Prophet = "prophet_input";

    /// <summary>What is known to be missing.</summary>
    public const string Gaps = "gaps";

    /// <summary>A line for each instrument.</summary>
    public const string Symbols = "symbols";

    /// <summary>The table of an interval's candles: <c>candles_1m</c> …; of days, <see cref="Daily"/>.</summary>
    public static string Candles(Interval interval) => interval == Interval.OneDay ? Daily : $"candles_{interval.Name()}";
}
