using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Rebuild;

/// <summary>The versions of the master data that a rebuild computes from, and how far they are complete.</summary>
internal sealed class MasterVersions
{
    /// <summary>Stands in a table's log for a version or boundary that there no longer is.</summary>
    public const long Nothing = long.MinValue;

    private const string Clock = "clock:";

    private MasterVersions(DeltaSnapshot? trades, DeltaSnapshot? klines)
    {
        Trades = trades;
        Klines = klines;
        var positions = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        if (trades is not null)
        {
            positions.Add(RebuildInputs.Trades, trades.Version);
            foreach (var venue in VenuesOf(trades))
            {
                if (ArchivedTrades.BoundaryOf(trades, venue) is { } boundary)
                    positions.Add(RebuildInputs.Boundary + venue, boundary.Microseconds);
            }
        }

        if (klines is not null)
            positions.Add(RebuildInputs.Klines, klines.Version);
        Positions = positions.ToImmutable();
    }

    /// <summary>The version of <c>trades</c>; null where there is no such table.</summary>
    public DeltaSnapshot? Trades { get; }

    /// <summary>The version of <c>klines</c>; null where there is no such table.</summary>
    public DeltaSnapshot? Klines { get; }

    /// <summary>What the derived tables keep in their logs: the versions, and the boundary of each venue.</summary>
    public ImmutableSortedDictionary<string, long> Positions { get; }

    public static async Task<MasterVersions> ReadAsync(HistoryTables tables, CancellationToken cancellationToken) => new(
        await tables.Trades.LatestAsync(cancellationToken: cancellationToken), await tables.Klines.LatestAsync(cancellationToken: cancellationToken));

    /// <summary>Up to where the batch layer is complete for a venue, in µs since 1970; null where it has nothing of the venue's log.</summary>
    public long? BoundaryOf(string venue) => Positions.TryGetValue(RebuildInputs.Boundary + venue, out var boundary) ? boundary : null;

    /// <summary>Whether a version of a derived table was computed from just these.</summary>
    public bool AreThoseOf(DeltaSnapshot? derived) => derived is not null && PositionsFor(derived).All(position =>
        derived.Transactions.TryGetValue(position.Key, out var covered) && covered == position.Value);

    /// <summary>Whether a version of a derived table was computed from these or later ones.</summary>
    public bool AreWithin(DeltaSnapshot derived) => Positions
        .Where(position => !position.Key.StartsWith(RebuildInputs.Boundary, StringComparison.Ordinal))
        .All(position => derived.Transactions.TryGetValue(position.Key, out var covered) && covered >= position.Value);

    /// <summary>
    /// The positions that a table keeps from now on. A log can't forget one: what is no longer known stays there as <see cref="Nothing"/>.
    /// </summary>
    public ImmutableSortedDictionary<string, long> PositionsFor(DeltaSnapshot? derived) => derived is null
        ? Positions
        : Positions.AddRange(derived.Transactions.Keys
            .Where(key => IsPosition(key) && !Positions.ContainsKey(key))
            .Select(key => KeyValuePair.Create(key, Nothing)));

    private static bool IsPosition(string key) =>
        key is RebuildInputs.Trades or RebuildInputs.Klines || key.StartsWith(RebuildInputs.Boundary, StringComparison.Ordinal);

    private static IEnumerable<string> VenuesOf(DeltaSnapshot trades) => trades.Transactions.Keys
        .Where(key => key.StartsWith(Clock, StringComparison.Ordinal))
        .Select(key => key[(key.LastIndexOf(':') + 1)..])
        .Distinct(StringComparer.Ordinal);
}
