using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tables;

/// <summary>The tables of the history in one store.</summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock of commits.</param>
/// <param name="options">How their logs are kept.</param>
public sealed class HistoryTables(IBlobStore store, TimeProvider time, DeltaOptions? options = null)
{
    private readonly DeltaTable[] _candles =
        [.. Intervals.All.Select(interval => new DeltaTable(store, TableNames.Candles(interval), time, options))];

    /// <summary>The store.</summary>
    public IBlobStore Store { get; } = store;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Every accepted trade.</summary>
    public DeltaTable Trades { get; } = new(store, TableNames.Trades, time, options);

    /// <summary>Imported candles.</summary>
    public DeltaTable Klines { get; } = new(store, TableNames.Klines, time, options);

    /// <summary>Daily closes for forecasting tools.</summary>
    public DeltaTable Prophet { get; } = new(store, TableNames.Prophet, time, options);

    /// <summary>What is missing.</summary>
    public DeltaTable Gaps { get; } = new(store, TableNames.Gaps, time, options);

    /// <summary>A line for each instrument.</summary>
    public DeltaTable Symbols { get; } = new(store, TableNames.Symbols, time, options);

    /// <summary>All tables, master data first.</summary>
    public IEnumerable<DeltaTable> All => [Trades, Klines, .. _candles, Prophet, Gaps, Symbols];

    /// <summary>An interval's candles; of days, with their features.</summary>
    public DeltaTable Candles(Interval interval) => _candles[(int)interval];
}
