using System.Collections.Frozen;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Reading;

/// <summary>The newest versions of all tables, shared by everything that reads them in this process.</summary>
public sealed class TableViews
{
    private readonly FrozenDictionary<string, TableView> _views;

    /// <summary>Views that have seen nothing yet.</summary>
    /// <exception cref="ArgumentException">A limit makes no sense.</exception>
    public TableViews(HistoryTables tables, HistoryReaderOptions? options = null)
    {
        Options = options ?? new HistoryReaderOptions();
        if (Options.Mistakes().FirstOrDefault() is { } mistake)
            throw new ArgumentException(mistake, nameof(options));

        Tables = tables;
        _views = tables.All.ToFrozenDictionary(
            table => table.Folder,
            table => new TableView(table, Options, tables.Time),
            StringComparer.Ordinal);
    }

    /// <summary>The tables.</summary>
    public HistoryTables Tables { get; }

    /// <summary>The limits.</summary>
    public HistoryReaderOptions Options { get; }

    /// <summary>Has the next reader of each table ask the store: what was just committed is seen.</summary>
    public void Invalidate()
    {
        foreach (var view in _views.Values)
            view.Invalidate();
    }

    /// <summary>The newest version of a table, or that of a version or time; null where there is none.</summary>
    internal ValueTask<DeltaSnapshot?> AtAsync(DeltaTable table, AsOf? asOf, CancellationToken cancellationToken)
    {
        var view = _views[table.Folder];
        return asOf is null ? view.NewestAsync(cancellationToken) : view.AtAsync(asOf, cancellationToken);
    }

    internal TableView Of(Interval interval) => _views[TableNames.Candles(interval)];
}
