using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Rebuild;

/// <summary>
/// Writes data files, those that came out as they were left out: a file's bytes follow from its rows. Some are written while others are
/// still being encoded; how many at most is bounded.
/// </summary>
internal sealed class SliceFiles : IDisposable
{
    /// <summary>A store that is far away answers late, not slowly: many at once cost it no more.</summary>
    private const int AtOnce = 16;

    private readonly SemaphoreSlim _slots = new(AtOnce);
    private int _kept;

    /// <summary>How many came out as they were.</summary>
    public int Kept => Volatile.Read(ref _kept);

    /// <summary>Encodes a file and begins to write it.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="symbol">The instrument; null for a table that is one file.</param>
    /// <param name="year">The year of its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="tags">What the log is to note of it.</param>
    /// <param name="older">The file in whose place it comes; null where there is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The file, once it is written: the older one where it would be the same.</returns>
    public async Task<Task<AddFile>> BeginAsync(
        DerivedTable table,
        string? symbol,
        int year,
        IReadOnlyList<ColumnData> columns,
        IReadOnlyDictionary<string, string> tags,
        AddFile? older,
        CancellationToken cancellationToken)
    {
        var file = DataFile.Encode(table.FileSchema, [columns]);
        if (older is not null && IsSame(older, file))
        {
            Interlocked.Increment(ref _kept);
            return Task.FromResult(older);
        }

        await _slots.WaitAsync(cancellationToken);
        return WriteAsync(table, PartitionOf(symbol, year), file, tags, older, cancellationToken);
    }

    public void Dispose() => _slots.Dispose();

    private async Task<AddFile> WriteAsync(
        DerivedTable table,
        IReadOnlyDictionary<string, string?> partition,
        DataFile file,
        IReadOnlyDictionary<string, string> tags,
        AddFile? older,
        CancellationToken cancellationToken)
    {
        try
        {
            var added = await table.Table.WriteFileAsync(table.Metadata, partition, file.Content, file.Stats, tags, cancellationToken);
            table.Replace(older, added);
            return added;
        }
        finally
        {
            _slots.Release();
        }
    }

    // The digest is only computed where the length leaves it open.
    private static bool IsSame(AddFile older, DataFile newer) =>
        older.Size == newer.Content.Length
        && older.Tags.TryGetValue("sha256", out var digest)
        && Convert.ToHexString(SHA256.HashData(newer.Content)).Equals(digest, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyDictionary<string, string?> PartitionOf(string? symbol, int year) => symbol is null
        ? ImmutableDictionary<string, string?>.Empty
        : new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [CandlesTable.Symbol] = symbol,
            [CandlesTable.Year] = year.ToString(CultureInfo.InvariantCulture),
        };
}
