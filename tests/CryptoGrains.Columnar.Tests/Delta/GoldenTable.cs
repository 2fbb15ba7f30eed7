using System.Globalization;
using System.Text;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Tests.Storage;

namespace CryptoGrains.Columnar.Tests.Delta;

/// <summary>A table that Spark wrote, published by the Delta project, in a store in memory.</summary>
internal sealed class GoldenTable
{
    private GoldenTable(MemoryBlobStore store, string folder)
    {
        Store = store;
        Table = new DeltaTable(store, folder, TimeProvider.System);
    }

    public MemoryBlobStore Store { get; }

    public DeltaTable Table { get; }

    /// <summary>Loads a table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="leaveOut">What of its blobs is not there.</param>
    public static GoldenTable Load(string name, Func<string, bool>? leaveOut = null)
    {
        var root = SharedData.PathOf("delta-golden");
        var store = new MemoryBlobStore();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(root, name), "*", SearchOption.AllDirectories))
        {
            var blob = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            if (leaveOut?.Invoke(blob) != true)
                store.Put(blob, File.ReadAllBytes(path));
        }

        return new GoldenTable(store, name);
    }

    /// <summary>The newest version's rows, or those of another.</summary>
    public async Task<string[]> RowsAsync(long? version = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var snapshot = version is { } number ? await Table.AtAsync(number, stop) : await Table.LatestAsync(cancellationToken: stop);
        Assert.NotNull(snapshot);
        var rows = new List<string>();
        foreach (var file in snapshot.Files.Values)
        {
            var reader = await Table.OpenFileAsync(file, stop);
            for (var group = 0; group < reader.RowGroups.Count; group++)
            {
                var columns = new List<Func<int, string>>();
                foreach (var column in snapshot.Metadata.Schema)
                    columns.Add(await ColumnAsync(reader, group, column, file, stop));
                rows.AddRange(Enumerable.Range(0, reader.RowGroups[group].RowCount).Select(row => string.Join('|', columns.Select(value => value(row)))));
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return [.. rows];
    }

    private static async Task<Func<int, string>> ColumnAsync(
        ParquetReader reader, int group, ParquetColumn column, AddFile file, CancellationToken stop)
    {
        if (file.PartitionValues.TryGetValue(column.Name, out var value))
            return _ => value is null ? "null" : Typed(column, value);
        if (reader.IndexOf(column.Name) is var index && index < 0)
            return _ => "null";

        var data = await reader.ReadAsync(group, index, stop);
        return row => data.ValueAt(row) is { } there ? Text(column, there) : "null";
    }

    // A partition's text as the value that it means.
    private static string Typed(ParquetColumn column, string value) => column.Type switch
    {
        ParquetType.Timestamp => Text(column, Micros(DateTime.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal))),
        ParquetType.Decimal => decimal.Parse(value, CultureInfo.InvariantCulture).ToString($"F{column.Scale}", CultureInfo.InvariantCulture),
        _ => value,
    };

    private static string Text(ParquetColumn column, object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        bool truth => truth ? "true" : "false",
        long micros when column.Type == ParquetType.Timestamp =>
            DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        Int128 digits => Decimal(digits, column.Scale),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Decimal(Int128 digits, int scale)
    {
        var text = new StringBuilder(Int128.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0'));
        if (scale > 0)
            text.Insert(text.Length - scale, '.');
        return (digits < 0 ? "-" : "") + text;
    }

    private static long Micros(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
