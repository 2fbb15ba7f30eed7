using CryptoGrains.Columnar.Delta;

namespace CryptoGrains.History.Reading;

/// <summary>
/// A table as readers see it: its newest version, asked for anew only after a while, and a few older ones. Many who ask at once
/// cost the store one look.
/// </summary>
internal sealed class TableView(DeltaTable table, HistoryReaderOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<(AsOf AsOf, DeltaSnapshot Snapshot)> _older = [];
    private volatile Look? _last;
    private Task<DeltaSnapshot?>? _looking;
    private DeltaSnapshot? _known;
    private int _invalidations;

    /// <summary>The table.</summary>
    public DeltaTable Table => table;

    /// <summary>The newest version; null where there is no table yet.</summary>
    public ValueTask<DeltaSnapshot?> NewestAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < options.Freshness)
            return new(last.Snapshot);

        Task<DeltaSnapshot?> looking;
        lock (_gate)
        {
            // A look belongs to all who wait for it, so none of them cancels it; the store's own time limit ends it.
            if (_looking is not { IsCompleted: false })
                _looking = Task.Run(LookAsync, CancellationToken.None);
            looking = _looking;
        }

        return new(looking.WaitAsync(cancellationToken));
    }

    /// <summary>The version, or that of a time; null where there is none, or its files may be gone already.</summary>
    public async ValueTask<DeltaSnapshot?> AtAsync(AsOf asOf, CancellationToken cancellationToken)
    {
        if (await NewestAsync(cancellationToken) is not { } newest)
            return null;
        if (asOf.Version == newest.Version || asOf.Time >= newest.Timestamp)
            return newest;
        if (asOf.Version > newest.Version)
            return null;
        if (Recall(asOf) is { } known)
            return known;

        // What was true before the newest version came stays so, whatever is committed later.
        var found = asOf.Version is { } version
            ? await table.AtAsync(version, cancellationToken)
            : await table.AsOfAsync(asOf.Time ?? newest.Timestamp, cancellationToken);
        if (found is not null)
            Keep(asOf, found);
        return found;
    }

    /// <summary>Has the next reader ask the store.</summary>
    public void Invalidate()
    {
        lock (_gate)
        {
            // A look that is under way may have begun before what the caller knows of.
            _invalidations++;
            _looking = null;
            _last = null;
        }
    }

    private async Task<DeltaSnapshot?> LookAsync()
    {
        DeltaSnapshot? known;
        int invalidations;
        lock (_gate)
            (known, invalidations) = (_known, _invalidations);

        var at = time.GetTimestamp();
        var found = await table.LatestAsync(known);
        lock (_gate)
        {
            if (found is not null && found.Version < _known?.Version)
                return _known;

            _known = found;
            if (invalidations == _invalidations)
                _last = new Look(found, at);
            return found;
        }
    }

    private DeltaSnapshot? Recall(AsOf asOf)
    {
        lock (_gate)
        {
            var index = _older.FindIndex(older => older.AsOf == asOf);
            if (index < 0)
                return null;

            var found = _older[index];
            _older.RemoveAt(index);
            _older.Add(found);
            return found.Snapshot;
        }
    }

    private void Keep(AsOf asOf, DeltaSnapshot snapshot)
    {
        lock (_gate)
        {
            _older.RemoveAll(older => older.AsOf == asOf);
            _older.Add((asOf, snapshot));
            if (_older.Count > options.OlderVersions)
                _older.RemoveAt(0);
        }
    }

    private sealed record Look(DeltaSnapshot? Snapshot, long At);
}
