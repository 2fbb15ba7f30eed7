using System.Globalization;
using System.Text;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet;

/// <summary>The files of other writers, in <c>parquet-testing</c>.</summary>
internal static class Foreign
{
    public static string Folder => SharedData.PathOf("parquet-testing");

    public static async Task<ParquetReader> OpenAsync(string name)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken);
        return await ParquetReader.OpenAsync(new MemorySource(name, bytes), TestContext.Current.CancellationToken);
    }

    /// <summary>All values of a column, boxed, with null where there is none; bytes as text.</summary>
    public static async Task<List<object?>> ReadAsync(ParquetReader reader, int column)
    {
        List<object?> values = [];
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var data = await reader.ReadAsync(group, column, TestContext.Current.CancellationToken);
            values.AddRange(RoundTrip.ValuesOf(data).Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value));
        }

        return values;
    }

    /// <summary>All values of a column by its name.</summary>
    public static async Task<List<object?>> ReadAsync(string file, string column)
    {
        var reader = await OpenAsync(file);
        return await ReadAsync(reader, reader.IndexOf(column));
    }

    /// <summary>The rows of a CSV file with a head, each a list of texts; an empty field that is not quoted is null.</summary>
    public static List<List<string?>> ReadCsv(string name) =>
        [.. File.ReadLines(Path.Combine(Folder, name)).Skip(1).Select(FieldsOf)];

    /// <summary>A value as such a file writes it.</summary>
    public static string? TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static List<string?> FieldsOf(string line)
    {
        List<string?> fields = [];
        for (var at = 0; at <= line.Length;)
        {
            var isQuoted = at < line.Length && line[at] == '"';
            var end = isQuoted ? line.IndexOf('"', at + 1) : line.IndexOf(',', at);
            if (end < 0)
                end = line.Length;

            fields.Add(isQuoted ? line[(at + 1)..end] : end > at ? line[at..end] : null);
            at = end + (isQuoted ? 2 : 1);
        }

        return fields;
    }
}
