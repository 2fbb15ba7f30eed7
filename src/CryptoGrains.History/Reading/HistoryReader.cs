using System.Collections.Immutable;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Reading;

/// <summary>Reads the batch layer's candles. Safe for concurrent use; what was read stays in a bounded cache.</summary>
public sealed class HistoryReader(HistoryTables tables)
{
    /// <summary>Reads candles of one version; null where there is no table yet, or no such version.</summary>
    public ValueTask<HistoryPage?> ReadAsync(CandlesAsked asked, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(tables.Store.Location);

    /// <summary>All instruments that the history has candles of, by name.</summary>
    public ValueTask<ImmutableArray<Instrument>> InstrumentsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
