using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.History.Reading;

/// <summary>The batch layer as it is served: its candles, bounded in time.</summary>
public interface ICandleHistory
{
    /// <summary>Whether it can be read, as far as the last tries show.</summary>
    HistoryHealth Health { get; }

    /// <summary>Reads candles of one version; null where there is no table yet, or no such version.</summary>
    /// <exception cref="HistoryUnavailableException">The history can't be read, or not in time.</exception>
    ValueTask<HistoryPage?> ReadAsync(CandlesAsked asked, CancellationToken cancellationToken = default);

    /// <summary>The newest version of an interval's table; null where there is no table yet.</summary>
    /// <exception cref="HistoryUnavailableException">The history can't be read, or not in time.</exception>
    ValueTask<long?> VersionAsync(Interval interval, CancellationToken cancellationToken = default);

    /// <summary>All instruments that the history has candles of, by name.</summary>
    /// <exception cref="HistoryUnavailableException">The history can't be read, or not in time.</exception>
    ValueTask<ImmutableArray<Instrument>> InstrumentsAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the history has candles of an instrument.</summary>
    /// <exception cref="HistoryUnavailableException">The history can't be read, or not in time.</exception>
    ValueTask<bool> ContainsAsync(Instrument instrument, CancellationToken cancellationToken = default);
}
