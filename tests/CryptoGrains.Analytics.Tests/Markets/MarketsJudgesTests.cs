using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Analytics.Tests.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Markets;

/// <summary>Implementations from npm on an exchange's own candles of many instruments.</summary>
public sealed class MarketsJudgesTests
{
    private const int Least = 84;

    private static readonly string Judges = Path.Combine(Feeding.Root(), "tests", "CryptoGrains.Analytics.Tests", "judges");

    [Theory]
    [InlineData(168, 0.7)]
    [InlineData(720, 0.55)]
    public async Task Agree_with_ours_but_for_rounding(int window, double threshold)
    {
        var (matrix, returns) = Market();
        var rolling = new RollingCorrelation(matrix.Instruments.Length, window, Least);
        foreach (var row in returns)
            rolling.Close(row);

        var (pearson, spearman) = (rolling.Pearson(), rolling.Spearman());
        var network = new CorrelationNetwork(pearson, threshold);
        var communities = Louvain.Of(network);
        int[] hubs = [.. new[] { "BTCUSDT", "ETHUSDT" }.Select(symbol => matrix.Instruments.IndexOf(Instrument.Parse($"BINANCE:{symbol}")))];
        var series = returns.Select((row, i) => (Time: matrix.Times[i], Return: row[hubs[0]])).Where(one => !double.IsNaN(one.Return)).ToArray();
        double[] column = [.. series.Select(one => one.Return)];
        Assert.InRange(network.Edges.Length, 100, 8_000);
        var said = JsonSerializer.Serialize(new
        {
            instruments = matrix.Instruments.Select(instrument => instrument.Name),
            returns = returns.TakeLast(window).Select(row => row.Select(OrNull)),
            least = Least,
            pearson = Rows(pearson),
            spearman = Rows(spearman),
            edges = network.Edges.Select(edge => new[] { edge.Left, edge.Right, edge.Correlation }),
            pageRank = PageRank.Of(network),
            components = network.Components(),
            communities = communities.Of,
            modularity = communities.Modularity,
            paths = hubs.Select(hub => new
            {
                source = hub,
                distances = Enumerable.Range(0, network.Size).Select(new ShortestPaths(network, hub).DistanceTo),
            }),
            times = series.Select(one => one.Time.UnixMilliseconds),
            column,
            statistics = ColumnStatistics.Of([.. column.Select(value => (double?)value)]),
            seasonality = Seasonality.ByHour(series),
            autocorrelation = Autocorrelation.Of(series, CryptoGrains.Market.Interval.OneHour, 48).Lags,
        });

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, said, TestContext.Current.CancellationToken);
            await JavaScript.TestAsync(Judges, "node --test markets.test.mjs", new Dictionary<string, string> { ["MARKETS"] = file });
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The last 60 days of the hours of every third instrument, those that were listed late among them.</summary>
    private static (PriceMatrix Matrix, double[][] Returns) Market()
    {
        var files = Directory.GetFiles(SharedData.PathOf("binance-klines/2024"), "*_1h.csv.gz").Order(StringComparer.Ordinal)
            .Where((path, i) => i % 3 == 0 || Path.GetFileName(path) is "BTCUSDT_1h.csv.gz" or "ETHUSDT_1h.csv.gz").ToArray();
        var points = new List<PricePoint>();
        var instruments = ImmutableArray.CreateBuilder<Instrument>();
        foreach (var path in files)
        {
            var name = Path.GetFileName(path)[..^".csv.gz".Length];
            instruments.Add(Instrument.Parse($"BINANCE:{name[..^3]}"));
            points.AddRange(Feeding.Klines($"2024/{name}").TakeLast(1_440).Select(bar => new PricePoint(bar.OpenTime, instruments[^1], (decimal)bar.Close)));
        }

        var matrix = PriceMatrix.Pivot(points, instruments.DrainToImmutable());
        var returns = new double[matrix.Times.Length][];
        for (var row = 0; row < returns.Length; row++)
            matrix.LogReturns(row, CryptoGrains.Market.Interval.OneHour, returns[row] = new double[matrix.Instruments.Length]);
        return (matrix, returns);
    }

    private static IEnumerable<IEnumerable<double?>> Rows(CorrelationMatrix matrix) =>
        Enumerable.Range(0, matrix.Size).Select(left => Enumerable.Range(0, matrix.Size).Select(right => matrix[left, right]));

    private static double? OrNull(double value) => double.IsNaN(value) ? null : value;
}
