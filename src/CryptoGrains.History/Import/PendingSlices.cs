using System.Collections.Concurrent;
using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Import;

/// <summary>The slices that one import has written, on the way to its commit. Safe for concurrent use, a slice by one at a time.</summary>
internal sealed class PendingSlices
{
    private readonly HistoryTables _tables;
    private readonly DeltaMetadata _metadata;
    private readonly bool _isNew;
    private readonly ILookup<KlineSlice, AddFile> _held;
    private readonly ConcurrentDictionary<KlineSlice, AddFile> _written = [];

    /// <summary>Nothing is written yet after a version, which is null where there is no table.</summary>
    public PendingSlices(HistoryTables tables, DeltaSnapshot? snapshot)
    {
        _tables = tables;
        _isNew = snapshot is null;
        _metadata = snapshot?.Metadata ?? KlinesTable.Make(tables.Time);
        _held = (snapshot?.Files.Values ?? []).ToLookup(KlinesTable.SliceOf);
    }

    /// <summary>A slice as this import last left it, or as the version holds it.</summary>
    public Task<SliceState> ReadAsync(KlineSlice slice, CancellationToken cancellationToken)
    {
        var files = _written.TryGetValue(slice, out var written) ? [written] : _held[slice];
        return SliceState.ReadAsync(_tables.Klines, slice, files, cancellationToken);
    }

    /// <summary>Writes a slice, if it has changed.</summary>
    public async Task WriteAsync(SliceState state, CancellationToken cancellationToken)
    {
        if (!state.IsChanged)
            return;

        var file = state.Encode();
        _written[state.Slice] = await _tables.Klines.WriteFileAsync(
            _metadata, KlinesTable.PartitionOf(state.Slice), file.Content, file.Stats, cancellationToken: cancellationToken);
    }

    /// <summary>The commit that brings all of it; null where nothing is new.</summary>
    public DeltaCommit? ToCommit()
    {
        // An import that takes back within itself what it brought leaves the very same file.
        var changed = _written.Where(pair => !IsHeld(pair.Key, pair.Value)).ToList();
        return changed.Count == 0 ? null : new DeltaCommit("MERGE")
        {
            Metadata = _isNew ? _metadata : null,
            Adds = [.. changed.Select(pair => pair.Value).OrderBy(file => file.Path, StringComparer.Ordinal)],
            Removes = [.. changed.SelectMany(pair => _held[pair.Key]).Select(file => file.Path).Order(StringComparer.Ordinal)],
            Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("source", "import"),
        };
    }

    private bool IsHeld(KlineSlice slice, AddFile written) =>
        _held[slice].ToList() is [var only]
        && only.Tags.TryGetValue("sha256", out var held)
        && written.Tags.TryGetValue("sha256", out var hash)
        && held == hash;
}
