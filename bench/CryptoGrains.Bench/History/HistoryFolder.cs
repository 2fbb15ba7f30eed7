using CryptoGrains.History.Import;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.History;

/// <summary>A history in a temporary folder whose files are not forced, as its peer's are not.</summary>
internal sealed class HistoryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryptograins-bench-");
    private int _drops;

    public HistoryFolder() => Tables = new HistoryTables(BlobStores.Open(Path.Combine(_folder.FullName, "history"), force: false), TimeProvider.System);

    public HistoryTables Tables { get; }

    /// <summary>A folder for the peer's files.</summary>
    public string PeerFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, "peer", name)).FullName;

    /// <summary>The files of a table's newest version, as a list in SQL.</summary>
    public async Task<string> FilesAsync(string table)
    {
        var dataset = await new CryptoGrains.History.Reading.HistoryDatasets(Tables).FindAsync(table)
            ?? throw new InvalidOperationException($"There is no {table}.");
        return $"[{string.Join(", ", dataset.Files.Select(file => $"'{file.Location}'"))}]";
    }

    /// <summary>Imports candles: the same number for each of some instruments.</summary>
    public Task ImportAsync(int instruments, int candles, KlineInterval interval, Timestamp start) => new KlineImport(Tables).RunAsync(
        [.. Enumerable.Range(0, instruments).Select(number => new KlineSource(
            "sample", Instrument.Parse(SampleTrades.Name(number)), interval, _ => Rows(number, candles, interval.Length, start)))]);

    /// <summary>
    /// Puts what a rebuild made out of the way, until the end: a file system that has just deleted thousands of files is slow to make new ones,
    /// and the peer's files stay too.
    /// </summary>
    public void DropDerived()
    {
        var dropped = _folder.CreateSubdirectory($"dropped/{_drops++}");
        foreach (var table in Tables.All.Skip(2))
        {
            var folder = Path.Combine(_folder.FullName, "history", table.Folder);
            if (Directory.Exists(folder))
                Directory.Move(folder, Path.Combine(dropped.FullName, table.Folder));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

#pragma warning disable CS1998 // The importer reads files, and this is none.
    private static async IAsyncEnumerable<KlineRows> Rows(int seed, int candles, TimeSpan length, Timestamp start)
    {
        var random = new Random(seed);
        var price = random.NextInt64(1_000, 10_000_000);
        var rows = new List<Kline>();
        for (var i = 0; i < candles; i++)
        {
            var (open, close) = (price, Math.Max(100, price + random.NextInt64(-50, 51)));
            var volume = random.NextInt64(1, 100_000_000);
            rows.Add(new Kline(
                start + (length * i),
                FixedPoint.ToDecimal(open, 2),
                FixedPoint.ToDecimal(Math.Max(open, close) + random.NextInt64(0, 20), 2),
                FixedPoint.ToDecimal(Math.Min(open, close) - random.NextInt64(0, 20), 2),
                FixedPoint.ToDecimal(close, 2),
                FixedPoint.ToDecimal(volume, 5),
                FixedPoint.ToDecimal((Int128)volume * close, 7),
                random.NextInt64(1, 10_000),
                FixedPoint.ToDecimal(volume / 2, 5)));
            price = close;
            if (rows.Count < 10_000)
                continue;

            yield return new KlineRows(rows, []);
            rows = [];
        }

        yield return new KlineRows(rows, []);
    }
#pragma warning restore CS1998
}
