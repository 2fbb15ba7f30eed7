using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Bench.History;
using CryptoGrains.Feeds.Archives;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.Markets;

/// <summary>
/// Every pair of the real instruments correlated over all their hours of 2024, beside DuckDB's <c>corr</c> on the same returns; and a window of a week that
/// moves on by a bar, beside one that is computed anew.
/// </summary>
internal static class CorrelationBenchmark
{
    private const int Week = 168;

    /// <summary>Ours rounds returns to 6e-14, DuckDB each sum to 53 bits: both are far from this.</summary>
    private const double MostDifference = 1e-10;

    public static async Task RunAsync()
    {
        var (matrix, rows) = await ReadAsync();
        if (rows.Length == 0)
            return;

        var (instruments, bars) = (matrix.Instruments.Length, rows.Length);
        var pairs = instruments * (instruments - 1) / 2;
        using var duck = await DuckDb.StartAsync();
        using var folder = new TemporaryFolder();
        await LoadAsync(duck, folder, rows);
        Check(Correlate(rows, bars).Pearson(), (await duck.RunAsync(LongSql)).Rows, pairs);

        var name = $"correlation of {instruments} instruments over {bars:#,0} hours";
        await Comparison.RunAsync(
            name,
            "pairs",
            () => Measured.OfAsync(pairs, () => Task.FromResult(Correlate(rows, bars).Pearson())),
            "DuckDB",
            async () => new Measured(pairs / (await duck.RunAsync(LongSql)).Seconds, 0),
            rounds: 5);
        MeasureWindow(instruments, rows);
    }

    private const string LongSql =
        "select l.instrument, r.instrument, corr(l.value, r.value) from returns l join returns r on l.bar = r.bar and l.instrument > r.instrument "
        + "group by l.instrument, r.instrument order by l.instrument, r.instrument";

    private static RollingCorrelation Correlate(double[][] rows, int window)
    {
        var rolling = new RollingCorrelation(rows[0].Length, window, leastCommon: 2);
        foreach (var row in rows)
            rolling.Close(row);
        return rolling;
    }

    private static async Task<(PriceMatrix Matrix, double[][] Returns)> ReadAsync()
    {
        var points = new List<PricePoint>();
        var instruments = ImmutableArray.CreateBuilder<Instrument>();
        foreach (var path in RealKlines.Files("1h"))
        {
            var file = KlineFile.Find(path, TimeProvider.System);
            instruments.Add(file.Instrument);
            await foreach (var batch in file.ReadAsync())
                points.AddRange(batch.Rows.Select(kline => new PricePoint(kline.OpenTime, file.Instrument, kline.Close)));
        }

        var matrix = PriceMatrix.Pivot(points, instruments.ToImmutable());
        var returns = new double[Math.Max(0, matrix.Times.Length - 1)][];
        for (var row = 0; row < returns.Length; row++)
            matrix.LogReturns(row + 1, Interval.OneHour, returns[row] = new double[matrix.Instruments.Length]);
        return (matrix, returns);
    }

    private static async Task LoadAsync(DuckDb duck, TemporaryFolder folder, double[][] rows)
    {
        var path = Path.Combine(folder.Path, "returns.csv");
        var lines =
            from bar in Enumerable.Range(0, rows.Length)
            from instrument in Enumerable.Range(0, rows[bar].Length)
            where !double.IsNaN(rows[bar][instrument])
            select $"{bar},{instrument},{rows[bar][instrument]:R}";
        await File.WriteAllLinesAsync(path, lines);
        await duck.RunAsync($"create table returns as select * from read_csv('{path}', header = false, columns = {{bar: 'int', instrument: 'int', value: 'double'}})");
    }

    private static void Check(CorrelationMatrix ours, JsonElement theirs, int pairs)
    {
        var (most, count) = (0.0, 0);
        foreach (var row in theirs.EnumerateArray())
        {
            var (left, right) = (row[0].GetInt32(), row[1].GetInt32());
            var difference = Math.Abs(ours[left, right]!.Value - row[2].GetDouble());
            (most, count) = (Math.Max(most, difference), count + 1);
        }

        if (!(most <= MostDifference) || count != pairs)
            throw new InvalidOperationException($"DuckDB has {count} of {pairs} correlations, and they differ from ours by up to {most}.");
        Console.WriteLine($"correlation: {count:#,0} pairs as DuckDB has them, but for {most:0.0e0} at the most");
    }

    private static void MeasureWindow(int instruments, double[][] rows)
    {
        var rolling = Correlate(rows[..Week], Week);
        var closes = Microseconds(rows.Length - Week, bar => rolling.Close(rows[Week + bar]));
        var anew = Microseconds(50, bar => Correlate(rows[bar..(bar + Week)], Week));
        var pearson = Microseconds(50, _ => rolling.Pearson());
        var spearman = Microseconds(50, _ => rolling.Spearman());
        Console.WriteLine(
            $"correlation, a window of {Week} bars of {instruments} instruments: a bar that closes {closes:0} µs, the window anew {anew:0} µs "
            + $"({anew / closes:0} times); reading all pairs, Pearson {pearson:0} µs, Spearman (ranked anew) {spearman:0} µs");
    }

    private static double Microseconds(int count, Action<int> work)
    {
        work(0);
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            work(i);
        return System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalMicroseconds / count;
    }
}
