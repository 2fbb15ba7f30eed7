using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Tests.Crash;

/// <summary>The rows of a table's version, column by column, as any reader finds them.</summary>
internal static class TableRows
{
    // The same bytes are the same rows: most files come again and again in these tests.
    private static readonly ConcurrentDictionary<string, string[]> Decoded = new(StringComparer.Ordinal);

    /// <summary>All rows, in order; none where there is no table yet. Every file that the version names must be there and whole.</summary>
    public static async Task<string> ReadAsync(IBlobStore store, DeltaTable table, DeltaSnapshot? snapshot, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        foreach (var file in snapshot?.Files.Values ?? [])
        {
            var content = await store.ReadAsync($"{table.Folder}/{file.Path}", cancellationToken);
            Assert.True(content is not null, $"Version {snapshot!.Version} of {table.Folder} names {file.Path}, which is not there.");
            var hash = Convert.ToHexStringLower(SHA256.HashData(content.Value.Span));
            Assert.True(hash == file.Tags["sha256"], $"Version {snapshot.Version} of {table.Folder} names {file.Path}, which is not whole.");
            if (!Decoded.TryGetValue(hash, out var decoded))
                decoded = Decoded.GetOrAdd(hash, await DecodeAsync(table, file, cancellationToken));

            var partition = string.Join(' ', file.PartitionValues.Select(value => $"{value.Key}={value.Value}"));
            rows.AddRange(decoded.Select(row => $"{partition} {row}"));
        }

        rows.Sort(StringComparer.Ordinal);
        return string.Join('\n', rows);
    }

    private static async Task<string[]> DecodeAsync(DeltaTable table, AddFile file, CancellationToken cancellationToken)
    {
        var parquet = await table.OpenFileAsync(file, cancellationToken);
        var rows = new List<string>();
        for (var group = 0; group < parquet.RowGroups.Count; group++)
        {
            var count = (int)parquet.RowGroups[group].RowCount;
            var cells = Enumerable.Range(0, count).Select(_ => new List<string?>()).ToArray();
            for (var column = 0; column < parquet.Columns.Count; column++)
            {
                var data = await parquet.ReadAsync(group, column, cancellationToken);
                for (var row = 0; row < count; row++)
                    cells[row].Add(Convert.ToString(data.ValueAt(row), CultureInfo.InvariantCulture));
            }

            rows.AddRange(cells.Select(row => string.Join(' ', row)));
        }

        return [.. rows];
    }
}
