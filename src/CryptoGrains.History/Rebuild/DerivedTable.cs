using System.Collections.Immutable;
using System.Globalization;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>A derived table in the version that a rebuild began with, and what the rebuild changes in it. Safe for concurrent use.</summary>
internal sealed class DerivedTable
{
    private readonly Dictionary<string, SortedList<int, AddFile>> _slices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AddFile> _adds = new(StringComparer.Ordinal);
    private readonly List<string> _removes = [];
    private readonly Lock _gate = new();

    /// <summary>Takes a version.</summary>
    /// <param name="table">The table.</param>
    /// <param name="snapshot">Its newest version; null where there is no table yet.</param>
    /// <param name="made">The table as it is made.</param>
    /// <param name="interval">The interval whose slices its files are; null for a table that is one file.</param>
    public DerivedTable(DeltaTable table, DeltaSnapshot? snapshot, DeltaMetadata made, Interval? interval)
    {
        Table = table;
        Snapshot = snapshot;
        Interval = interval;
        Metadata = snapshot is null ? made : snapshot.Metadata with { Schema = made.Schema };
        FileSchema = Metadata.FileSchema;
        if (interval is { } sliced)
            IndexSlices(sliced);
    }

    public DeltaTable Table { get; }

    /// <summary>The version that the rebuild began with; null where there was no table.</summary>
    public DeltaSnapshot? Snapshot { get; }

    public DeltaMetadata Metadata { get; }

    /// <summary>The columns that stand in its files.</summary>
    public ImmutableArray<ParquetColumn> FileSchema { get; }

    /// <summary>The interval by which it is divided into slices; null for a table that is one file.</summary>
    public Interval? Interval { get; }

    /// <summary>The names of the instruments that it has slices of.</summary>
    public IEnumerable<string> Symbols => _slices.Keys;

    /// <summary>The instrument's slices.</summary>
    public SortedList<int, AddFile> SlicesOf(string symbol) => _slices.TryGetValue(symbol, out var slices) ? slices : [];

    /// <summary>Notes that a file goes, or comes, or comes in the place of another.</summary>
    public void Replace(AddFile? older, AddFile? newer)
    {
        lock (_gate)
        {
            // One that was written in this same rebuild is in no version; it is left to be collected.
            if (older is not null && !_adds.Remove(older.Path))
                _removes.Add(older.Path);
            if (newer is not null)
                _adds.Add(newer.Path, newer);
        }
    }

    /// <summary>The files that come in, in order of path, and the paths of those that go.</summary>
    public (ImmutableArray<AddFile> Adds, ImmutableArray<string> Removes) Changes()
    {
        lock (_gate)
            return ([.. _adds.Values.OrderBy(file => file.Path, StringComparer.Ordinal)], [.. _removes.Order(StringComparer.Ordinal)]);
    }

    private void IndexSlices(Interval interval)
    {
        foreach (var file in Snapshot?.Files.Values ?? [])
        {
            if (file.PartitionValues.GetValueOrDefault(CandlesTable.Symbol) is not { } symbol || SliceOf(interval, file) is not { } slice)
            {
                throw new DeltaException(
                    $"The file {file.Path} of the table {Table.Folder} was not written by a rebuild: go back to a version before it came in, "
                    + "or delete the table's folder and rebuild it.");
            }

            if (!_slices.TryGetValue(symbol, out var slices))
                _slices.Add(symbol, slices = []);
            if (!slices.TryAdd(slice, file))
            {
                throw new DeltaException(
                    $"The files {slices[slice].Path} and {file.Path} of the table {Table.Folder} hold the same slice: go back to a version "
                    + "before the second came in, or delete the table's folder and rebuild it.");
            }
        }
    }

    private static int? SliceOf(Interval interval, AddFile file)
    {
        if (!int.TryParse(file.PartitionValues.GetValueOrDefault(CandlesTable.Year), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 1 or > 9998)
        {
            return null;
        }

        if (interval != Market.Interval.OneMinute)
            return Slicing.Of(interval, year, 0);
        return int.TryParse(file.Tags.GetValueOrDefault(SliceTags.Month), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            ? Slicing.Of(interval, year, month - 1)
            : null;
    }
}
