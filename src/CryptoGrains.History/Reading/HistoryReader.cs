using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Reading;

/// <summary>
/// Reads the batch layer's candles: each answer from one version of one table, and of its files only those that the range touches.
/// Safe for concurrent use; what was read stays in a bounded cache.
/// </summary>
public sealed class HistoryReader(TableViews views) : IDisposable
{
    /// <summary>What stands before a venue's name where a table's log keeps its boundary.</summary>
    private const string BoundaryOf = "boundary:";

    private readonly SliceCache _cache = new(views.Options, views.Tables.Time);
    private readonly ConditionalWeakTable<DeltaSnapshot, SliceIndex> _indexes = [];

    /// <summary>Reads with the usual limits, or others.</summary>
    public HistoryReader(HistoryTables tables, HistoryReaderOptions? options = null)
        : this(new TableViews(tables, options))
    {
    }

    /// <summary>The bytes of decoded candles that are kept now.</summary>
    public long CachedBytes => _cache.Bytes;

    /// <summary>Reads candles of one version; null where there is no table yet, or no such version.</summary>
    /// <exception cref="IOException">The store, the table or a file of it can't be read: the sentence says which, and why.</exception>
    public async ValueTask<HistoryPage?> ReadAsync(CandlesAsked asked, CancellationToken cancellationToken = default)
    {
        var table = views.Tables.Candles(asked.Interval);
        if (await views.AtAsync(table, asked.AsOf, cancellationToken) is not { } snapshot)
            return null;

        var slices = IndexOf(snapshot).Of(asked.Instrument);
        var page = new PageBuilder(asked);
        if (asked.From is null)
        {
            for (var i = slices.Length - 1; i >= 0 && !page.IsFull; i--)
            {
                if (page.Touches(slices.Span[i]))
                    page.AddBefore(await RowsAsync(table, slices.Span[i], cancellationToken));
            }
        }
        else
        {
            for (var i = 0; i < slices.Length && !page.IsFull; i++)
            {
                if (page.Touches(slices.Span[i]))
                    page.AddAfter(await RowsAsync(table, slices.Span[i], cancellationToken));
            }
        }

        var (candles, next) = page.Finish();
        return new HistoryPage(snapshot.Version, BoundaryIn(snapshot, asked.Instrument.Venue), candles, next);
    }

    /// <summary>The newest version of an interval's table; null where there is no table yet.</summary>
    /// <exception cref="IOException">The store or the table can't be read.</exception>
    public ValueTask<long?> VersionAsync(Interval interval, CancellationToken cancellationToken = default)
    {
        var newest = views.Of(interval).NewestAsync(cancellationToken);
        return newest.IsCompletedSuccessfully ? new(newest.Result?.Version) : WaitAsync(newest);

        static async ValueTask<long?> WaitAsync(ValueTask<DeltaSnapshot?> newest) => (await newest)?.Version;
    }

    /// <summary>All instruments that the history has candles of, by name.</summary>
    /// <exception cref="IOException">The store or the table can't be read.</exception>
    public async ValueTask<ImmutableArray<Instrument>> InstrumentsAsync(CancellationToken cancellationToken = default) =>
        await DaysAsync(cancellationToken) is { } days ? days.Instruments : [];

    /// <summary>Whether the history has candles of an instrument.</summary>
    /// <exception cref="IOException">The store or the table can't be read.</exception>
    public async ValueTask<bool> ContainsAsync(Instrument instrument, CancellationToken cancellationToken = default) =>
        await DaysAsync(cancellationToken) is { } days && days.Contains(instrument);

    /// <summary>Up to where the history of a venue is complete in every interval; null where it is in none.</summary>
    /// <exception cref="IOException">The store or a table can't be read.</exception>
    public async ValueTask<Timestamp?> BoundaryAsync(string venue, CancellationToken cancellationToken = default)
    {
        Timestamp? least = null;
        foreach (var interval in Intervals.All)
        {
            var snapshot = await views.Of(interval).NewestAsync(cancellationToken);
            if (BoundaryIn(snapshot, venue) is not { } boundary)
                return null;
            least = Timestamp.Min(least ?? boundary, boundary);
        }

        return least;
    }

    /// <summary>Has the next reader of each table ask the store for its newest version.</summary>
    public void Invalidate() => views.Invalidate();

    /// <summary>Asks the store for the newest versions now, so that what was just committed is seen by all who read after this.</summary>
    /// <exception cref="IOException">The store or a table can't be read.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        views.Invalidate();
        foreach (var interval in Intervals.All)
            _ = await VersionAsync(interval, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    /// <summary>Whatever candles there are, there are days of them.</summary>
    private async ValueTask<SliceIndex?> DaysAsync(CancellationToken cancellationToken) =>
        await views.Of(Interval.OneDay).NewestAsync(cancellationToken) is { } snapshot ? IndexOf(snapshot) : null;

    private static Timestamp? BoundaryIn(DeltaSnapshot? snapshot, string venue) =>
        snapshot is not null && snapshot.Transactions.TryGetValue(BoundaryOf + venue, out var end) ? new Timestamp(end) : null;

    private SliceIndex IndexOf(DeltaSnapshot snapshot) => _indexes.GetValue(snapshot, SliceIndex.Of);

    private ValueTask<CandleRow[]> RowsAsync(DeltaTable table, Slice slice, CancellationToken cancellationToken) =>
        _cache.GetAsync(table, slice.File, cancellationToken);
}
