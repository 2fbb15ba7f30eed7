using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>One attempt at a rebuild.</summary>
/// <param name="tables">The tables.</param>
/// <param name="progress">Where progress is told.</param>
/// <param name="published">Where the new versions are noted, those of earlier attempts among them.</param>
/// <param name="mostRows">How many rows a worker holds.</param>
internal sealed class RebuildRun(HistoryTables tables, IProgress<HistoryProgress>? progress, PublishedVersions published, int mostRows)
{
    /// <summary>How far positions that moved without effect may be behind before a commit brings them forward: so no run has a long log to read.</summary>
    private const int MostVersionsBehind = 50;

    private static readonly Dictionary<string, string> NoTags = [];

    /// <summary>Tries.</summary>
    /// <returns>What was done; null where another rebuild published first, with less than this one knows: it starts over.</returns>
    public async Task<RebuildResult?> TryAsync(bool full, CancellationToken cancellationToken)
    {
        // The derived tables first: so the master data is never older than what they were computed from.
        var derived = await DerivedTables.ReadAsync(tables, cancellationToken);
        var masters = await MasterVersions.ReadAsync(tables, cancellationToken);
        var lines = await ReadSymbolsAsync(derived, cancellationToken);
        if (!full && derived.All.All(table => masters.AreThoseOf(table.Snapshot)))
            return new RebuildResult(0, published.Files, 0, published.Commits, lines.Count, 0);
        if (masters.Trades is null && masters.Klines is null && derived.All.All(table => table.Snapshot is null))
            return new RebuildResult(0, published.Files, 0, published.Commits, 0, 0);

        var plan = await RebuildPlan.MakeAsync(tables, masters, derived, full, cancellationToken);
        var telling = new RebuildProgress(progress, plan.Instruments.Sum(instrument => (long)instrument.Years.Count));
        using var files = new SliceFiles();
        var gaps = await ReadGapsAsync(derived, cancellationToken);
        var context = new RebuildContext(tables, masters, derived, files, gaps);
        var computed = await new RebuildWorkers(context, plan, telling, mostRows).RunAsync(cancellationToken);
        lines = await WriteSummariesAsync(context, computed, gaps, lines, cancellationToken);

        var hasWork = plan.Instruments.Count > 0 || derived.All.Any(table => IsFarBehind(table, masters));
        return await TryPublishAsync(derived, masters, hasWork, telling, cancellationToken)
            ? new RebuildResult(context.Days, published.Files, files.Kept, published.Commits, lines.Count, context.Refused)
            : null;
    }

    private async Task<bool> TryPublishAsync(
        DerivedTables derived, MasterVersions masters, bool hasWork, RebuildProgress telling, CancellationToken cancellationToken)
    {
        var all = derived.All.ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var table = all[i];
            telling.Published(i, all.Count);
            var (adds, removes) = table.Changes();
            if (adds.IsEmpty && removes.IsEmpty && (!hasWork || masters.AreThoseOf(table.Snapshot)))
                continue;

            if (await TablePublisher.TryCommitAsync(table, masters, cancellationToken) is { } version)
            {
                published.Add(table.Table.Folder, version.Version, adds.Length);
                continue;
            }

            // Another rebuild came first. If it knew what this one knows, it goes on with the other tables, and there is nothing left to do.
            return await table.Table.LatestAsync(cancellationToken: cancellationToken) is { } winner && masters.AreWithin(winner);
        }

        telling.Published(all.Count, all.Count);
        return true;
    }

    /// <summary>Writes <c>gaps</c> and <c>symbols</c>: the lines of the computed instruments in the place of those that were there.</summary>
    private static async Task<List<SymbolRow>> WriteSummariesAsync(
        RebuildContext context,
        IReadOnlyList<InstrumentSummary> computed,
        List<GapRow> knownGaps,
        List<SymbolRow> knownLines,
        CancellationToken cancellationToken)
    {
        var names = computed.Select(instrument => instrument.Instrument.Name).ToHashSet(StringComparer.Ordinal);
        List<GapRow> gaps = [.. knownGaps.Where(gap => !names.Contains(gap.Symbol)).Concat(computed.SelectMany(instrument => instrument.Gaps)).Order(GapRow.FileOrder)];
        List<SymbolRow> lines =
        [
            .. knownLines
                .Where(line => !names.Contains(line.Symbol))
                .Select(line => line with { Boundary = context.Masters.BoundaryOf(Instrument.Parse(line.Symbol).Venue) })
                .Concat(computed.Select(instrument => instrument.Symbol).OfType<SymbolRow>())
                .OrderBy(line => line.Symbol, StringComparer.Ordinal),
        ];
        await WriteOneFileAsync(context, context.Derived.Gaps, gaps.Count == 0 ? null : GapsTable.Write(gaps), cancellationToken);
        await WriteOneFileAsync(context, context.Derived.Symbols, lines.Count == 0 ? null : SymbolsTable.Write(lines), cancellationToken);
        return lines;
    }

    private static async Task WriteOneFileAsync(
        RebuildContext context, DerivedTable table, IReadOnlyList<ColumnData>? columns, CancellationToken cancellationToken)
    {
        var older = table.Snapshot?.Files.Values.ToList() ?? [];
        var same = older.Count > 0 ? older[0] : null;
        foreach (var file in columns is null ? older : older.Skip(1))
            table.Replace(file, null);
        if (columns is not null)
            await await context.Files.BeginAsync(table, null, 0, columns, NoTags, same, cancellationToken);
    }

    private static async Task<List<GapRow>> ReadGapsAsync(DerivedTables derived, CancellationToken cancellationToken)
    {
        var rows = new List<GapRow>();
        foreach (var file in derived.Gaps.Snapshot?.Files.Values ?? [])
            rows.AddRange(await GapsTable.ReadAsync(await derived.Gaps.Table.OpenFileAsync(file, cancellationToken), cancellationToken));
        return rows;
    }

    private static async Task<List<SymbolRow>> ReadSymbolsAsync(DerivedTables derived, CancellationToken cancellationToken)
    {
        var rows = new List<SymbolRow>();
        foreach (var file in derived.Symbols.Snapshot?.Files.Values ?? [])
            rows.AddRange(await SymbolsTable.ReadAsync(await derived.Symbols.Table.OpenFileAsync(file, cancellationToken), cancellationToken));
        return rows;
    }

    private static bool IsFarBehind(DerivedTable table, MasterVersions masters) =>
        masters.PositionsFor(table.Snapshot).Any(position =>
            position.Key is RebuildInputs.Trades or RebuildInputs.Klines
            && (table.Snapshot is null || !table.Snapshot.Transactions.TryGetValue(position.Key, out var covered)
                || Int128.Abs((Int128)position.Value - covered) > MostVersionsBehind));
}
