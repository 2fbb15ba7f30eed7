using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Gateway.Rest.Analytics;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Rest.Analytics;

/// <summary><c>/api/v1/analytics</c> over a history of three instruments, of which one is traded live too.</summary>
public sealed class AnalyticsEndpointsTests : IAsyncLifetime
{
    private const string Bitcoin = "BINANCE:BTCUSDT";
    private const string Ether = "BINANCE:ETHUSDT";
    private const string Solana = "BINANCE:SOLUSDT";
    private const int Bars = 600;

    private GatewayHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        _host.History.Boundary = Sample.Minute(Bars).OpenTime;
        _host.History
            .Commit(Bitcoin, Interval.OneMinute, Walk(1, _ => true))
            .Commit(Ether, Interval.OneMinute, Walk(2, _ => true))
            .Commit(Solana, Interval.OneMinute, Walk(3, minute => minute is < 500 or >= 590));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_ranking_is_of_all_that_have_traded_and_five_seconds_old_at_the_most()
    {
        await using var host = await GatewayHost.StartAsync(instruments: [Bitcoin, Ether, Solana]);
        host.Market[Bitcoin].Statistics = Sample.Statistics(Bitcoin, Sample.Noon) with { QuoteVolume = 5, Open = 2, Last = 3 };
        host.Market[Ether].Statistics = Sample.Statistics(Ether, Sample.Noon) with { QuoteVolume = 9, Open = 2, Last = 1 };

        var byVolume = await host.Http.GetFromJsonAsync<RankingAnswer>("/api/v1/analytics/ranking", Stop);
        Assert.Equal([Ether, Bitcoin], byVolume!.Ranking.Select(one => one.Symbol));
        Assert.Equal(2, byVolume.Instruments);
        Assert.Equal(Sample.Noon.ToUnixTimeMilliseconds(), byVolume.Time);

        host.Market[Solana].Statistics = Sample.Statistics(Solana, Sample.Noon) with { QuoteVolume = 1, Open = 1, Last = 3 };
        var byChange = await host.Http.GetFromJsonAsync<RankingAnswer>("/api/v1/analytics/ranking?by=change&limit=1", Stop);
        Assert.Equal(new RankedAnswer(Bitcoin, 3, 50, 5), Assert.Single(byChange!.Ranking));

        host.Time.Advance(TimeSpan.FromSeconds(5));
        byChange = await host.Http.GetFromJsonAsync<RankingAnswer>("/api/v1/analytics/ranking?by=change", Stop);
        Assert.Equal([Solana, Bitcoin, Ether], byChange!.Ranking.Select(one => one.Symbol));
    }

    [Fact]
    public async Task A_matrix_has_nulls_where_there_is_no_candle_and_the_same_closes_in_the_long_shape()
    {
        var range = $"interval=1m&from={At(498)}&to={At(502)}";
        var wide = await AskAsync<MatrixAnswer>($"matrix?{range}");
        Assert.Equal([Bitcoin, Ether, Solana], wide.Symbols);
        Assert.Equal([At(498), At(499), At(500), At(501)], wide.Times);
        Assert.Equal([Close(3, 498), Close(3, 499), null, null], wide.Closes!.Select(row => row[2]));
        Assert.Equal(Close(1, 500), wide.Closes![2][0]);
        Assert.Null(wide.Points);

        var tall = await AskAsync<MatrixAnswer>($"matrix?{range}&shape=long&symbols=SOLUSDT,btcusdt");
        Assert.Equal(6, tall.Points!.Count);
        Assert.Equal(new PointAnswer(At(498), Bitcoin, Close(1, 498)!.Value), tall.Points[0]);
        Assert.Equal(new PointAnswer(At(498), Solana, Close(3, 498)!.Value), tall.Points[1]);
    }

    [Fact]
    public async Task The_latest_bars_are_the_latest_of_the_market_not_of_each_instrument()
    {
        var matrix = await AskAsync<MatrixAnswer>("matrix?interval=1m&symbols=BTCUSDT,SOLUSDT");
        Assert.Equal(Enumerable.Range(Bars - 168, 168).Select(At), matrix.Times);
    }

    [Theory]
    [InlineData("pearson")]
    [InlineData("spearman")]
    public async Task Correlations_are_those_of_the_closes(string method)
    {
        var answer = await AskAsync<CorrelationAnswer>($"correlation?interval=1m&window=150&method={method}&to={At(Bars)}");

        var matrix = await AskAsync<MatrixAnswer>($"matrix?interval=1m&from={At(Bars - 151)}&to={At(Bars)}");
        var rolling = new RollingCorrelation(3, 150, 75);
        for (var row = 1; row < matrix.Times!.Count; row++)
            rolling.Close([.. Enumerable.Range(0, 3).Select(i => Math.Log((double?)matrix.Closes![row][i] / (double?)matrix.Closes[row - 1][i] ?? double.NaN))]);
        var expected = method == "pearson" ? rolling.Pearson() : rolling.Spearman();
        Assert.Equal((150, 75, At(Bars - 1)), (answer.Window, answer.LeastCommon, answer.LastBar));
        Assert.Equal(expected[1, 0]!.Value, answer.Values[0][1]!.Value, 1e-9);
        Assert.Equal(1, answer.Values[0][0]);

        // Solana has no more than 59 of the 150 returns before its gap, and 9 after it.
        Assert.All(answer.Values[2], Assert.Null);
    }

    [Fact]
    public async Task A_network_has_edges_communities_and_ways_to_the_hubs()
    {
        var answer = await AskAsync<NetworkAnswer>("network?interval=1m&window=480&threshold=0&to=" + At(490));
        Assert.Equal(3, answer.Edges.Count);
        Assert.Equal([Bitcoin, Ether], answer.Paths.Select(hub => hub.Hub));
        var way = answer.Paths[0].Ways[0];
        Assert.Equal((Ether, Bitcoin), (way.Symbol, way.Path[^1]));
        Assert.Equal(answer.Edges[0].Distance, Math.Sqrt(2 * (1 - answer.Edges[0].Correlation)), 1e-15);
        Assert.Equal(1, answer.Nodes.Sum(node => node.PageRank), 1e-11);

        Assert.Empty((await AskAsync<NetworkAnswer>("network?interval=1m&threshold=1")).Edges);
        await RefusesAsync("network?hubs=SOLUSDT&symbols=BTCUSDT", HttpStatusCode.BadRequest, "bad-symbols", "'SOLUSDT' in 'hubs'");
        await RefusesAsync("network?threshold=1.5", HttpStatusCode.BadRequest, "bad-threshold", "from 0 to 1");
    }

    [Fact]
    public async Task One_instruments_candles_are_described()
    {
        var range = $"interval=1m&from={At(480)}&to={At(Bars)}";
        var statistics = await AskAsync<StatisticsAnswer>($"statistics/SOLUSDT?{range}");
        Assert.Equal((At(480), At(Bars - 1)), (statistics.FirstBar, statistics.LastBar));
        Assert.Equal((30, 0), (statistics.Columns["close"].Count, statistics.Columns["close"].Nulls));
        Assert.Equal((28, 2), (statistics.Columns["logReturn"].Count, statistics.Columns["logReturn"].Nulls));
        Assert.Equal(7, statistics.Columns["tradeCount"].Mean);

        var season = await AskAsync<SeasonalityAnswer>($"seasonality/SOLUSDT?{range}");
        Assert.Equal(28, season.Weekdays.Groups[3].Count);
        Assert.Equal((19, 9), (season.Hours.Groups[20].Count, season.Hours.Groups[21].Count));

        var auto = await AskAsync<AutocorrelationAnswer>($"autocorrelation/SOLUSDT?{range}&lags=25");
        Assert.Equal((25, 28), (auto.Values.Count, auto.Count));
        Assert.Equal(0, auto.Values[24]);
        await RefusesAsync("autocorrelation/SOLUSDT?lags=0", HttpStatusCode.BadRequest, "bad-lags", "1 to 500");
    }

    [Fact]
    public async Task Indicators_are_warm_at_the_first_bar_and_what_a_series_of_all_candles_says()
    {
        var page = await AskAsync<IndicatorsAnswer>($"indicators/BTCUSDT?indicator=sma(20)&indicator=macd(3,6,4)&interval=1m&from={At(300)}&limit=100");
        Assert.Equal(Enumerable.Range(300, 100).Select(At), page.OpenTimes);
        Assert.Equal($"{At(400)}", page.Next);
        Assert.Equal(["value", "line", "signal", "histogram"], page.Series.Select(series => series.Output));

        var all = Run("sma(20)", "macd(3,6,4).signal");
        Assert.Equal(all.Select(values => values[0]).Skip(300).Take(100), page.Series[0].Values);
        Assert.All(
            all.Skip(300).Take(100).Zip(page.Series[2].Values),
            pair => Assert.Equal(pair.First[1]!.Value, pair.Second!.Value, 1e-7));

        var latest = await AskAsync<IndicatorsAnswer>("indicators/BTCUSDT?indicator=sma(20)&interval=1m&limit=10");
        Assert.Equal(Enumerable.Range(Bars - 10, 10).Select(At), latest.OpenTimes);
        Assert.Equal(all.Select(values => values[0]).TakeLast(10), latest.Series[0].Values);

        var first = await AskAsync<IndicatorsAnswer>($"indicators/BTCUSDT?indicator=sma(20)&interval=1m&from={At(-50)}&to={At(30)}");
        Assert.Equal(19, first.Series[0].Values.TakeWhile(value => value is null).Count());
        Assert.Null(first.Next);
    }

    [Theory]
    [InlineData("indicators/BTCUSDT", "0 indicators")]
    [InlineData("indicators/BTCUSDT?indicator=rsi(1)", "from 2 to 500")]
    [InlineData("indicators/BTCUSDT?indicator=nope", "no indicator 'nope'")]
    [InlineData("indicators/BTCUSDT?indicator=return(5m)&interval=1h", "return(5m)")]
    public Task A_wrong_indicator_is_explained(string path, string says) => RefusesAsync(path, HttpStatusCode.BadRequest, "bad-indicator", says);

    [Theory]
    [InlineData("ranking?by=name", "bad-ranking", "volume, change")]
    [InlineData("ranking?limit=0", "bad-limit", "1 to 1000")]
    [InlineData("matrix?interval=2m", "bad-interval", "'2m'")]
    [InlineData("matrix?shape=round", "bad-shape", "wide, long")]
    [InlineData("matrix?from=2024-01-02&to=2024-01-01", "bad-range", "empty")]
    [InlineData("matrix?symbols=,", "bad-symbols", "0 are named")]
    [InlineData("correlation?method=kendall", "bad-method", "pearson, spearman")]
    [InlineData("correlation?window=2", "bad-window", "3 to 9999")]
    [InlineData("correlation?windw=5", "unknown-parameter", "'windw'")]
    [InlineData("statistics/BTCUSDT?x=1", "unknown-parameter", "'x'")]
    [InlineData("catalogue?x=1", "unknown-parameter", "'x'")]
    public Task A_wrong_question_is_explained(string path, string code, string says) => RefusesAsync(path, HttpStatusCode.BadRequest, code, says);

    [Fact]
    public async Task Too_much_is_refused_with_what_is_the_most()
    {
        await RefusesAsync(
            $"matrix?symbols={string.Join(',', Enumerable.Range(0, 201).Select(i => $"X{i}"))}", HttpStatusCode.BadRequest, "bad-symbols", "1 to 200");
        _host.History.Commit(Bitcoin, Interval.OneMinute, Enumerable.Range(0, 10_002).Select(minute => Sample.Minute(minute)));
        await RefusesAsync($"statistics/BTCUSDT?interval=1m&from={At(0)}", HttpStatusCode.BadRequest, "bad-range", "more than the 10000 candles");
        Assert.Equal(At(2), (await AskAsync<StatisticsAnswer>("statistics/BTCUSDT?interval=1m")).FirstBar);
        Assert.Equal(10_000, (await AskAsync<StatisticsAnswer>($"statistics/BTCUSDT?interval=1m&from={At(2)}")).Columns["close"].Count);
    }

    [Theory]
    [InlineData("matrix?symbols=BTCUSDT,NOPE")]
    [InlineData("network?symbols=NOPE")]
    [InlineData("indicators/NOPE?indicator=rsi")]
    [InlineData("seasonality/NOPE")]
    public Task An_unknown_symbol_is_404(string path) => RefusesAsync(path, HttpStatusCode.NotFound, "unknown-symbol", "'NOPE'");

    [Fact]
    public async Task A_settled_answer_has_a_tag_and_one_of_the_latest_bars_none()
    {
        var path = $"/api/v1/analytics/correlation?interval=1m&window=100&to={At(500)}";
        var response = await _host.Http.GetAsync(path, Stop);
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(TimeSpan.FromSeconds(60), response.Headers.CacheControl!.MaxAge);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, (await _host.Http.SendAsync(again, Stop)).StatusCode);

        response = await _host.Http.GetAsync("/api/v1/analytics/correlation?interval=1m&window=100", Stop);
        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task An_answer_is_made_once_for_each_version_of_the_history()
    {
        const string Path = "correlation?interval=1m&window=100&symbols=ETHUSDT,SOLUSDT";
        var first = await AskAsync<CorrelationAnswer>(Path);
        var reads = _host.History.Reads;
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        await AskAsync<CorrelationAnswer>(Path);
        Assert.Equal(reads, _host.History.Reads);

        _host.History.Commit(Ether, Interval.OneMinute, Walk(9, _ => true));
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotEqual(Close(2, 599), Close(9, 599));
        await AskAsync<CorrelationAnswer>(Path);
        Assert.True(_host.History.Reads > reads);
        Assert.Equal(At(Bars - 1), first.LastBar);
    }

    [Fact]
    public async Task A_live_bar_that_closes_is_in_the_answer_after_a_second()
    {
        const string Path = "correlation?interval=1m&window=100&symbols=BTCUSDT,ETHUSDT";
        _host.Market[Bitcoin].Candles = [Candle(1, Bars) with { Closed = false }];
        Assert.Equal(At(Bars - 1), (await AskAsync<CorrelationAnswer>(Path)).LastBar);

        _host.Market[Bitcoin].Candles = [Candle(1, Bars), Candle(1, Bars + 1) with { Closed = false }];
        Assert.Equal(At(Bars - 1), (await AskAsync<CorrelationAnswer>(Path)).LastBar);
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(At(Bars), (await AskAsync<CorrelationAnswer>(Path)).LastBar);
    }

    [Fact]
    public async Task An_answer_without_the_history_says_so_and_is_not_kept()
    {
        const string Path = "/api/v1/analytics/statistics/BTCUSDT?interval=1m";
        _host.Market[Bitcoin].Candles = [Candle(1, 0)];
        _host.History.Failure = "the disk is gone";
        var response = await _host.Http.GetAsync(Path, Stop);
        Assert.Contains("history can't be read", Assert.Single(response.Headers.GetValues("Timeline-Warning")));

        _host.History.Failure = null;
        response = await _host.Http.GetAsync(Path, Stop);
        Assert.False(response.Headers.Contains("Timeline-Warning"));
    }

    [Fact]
    public async Task The_catalogue_has_every_indicator_and_detector()
    {
        var catalogue = await AskAsync<CatalogueAnswer>("catalogue");
        Assert.Equal(IndicatorCatalogue.All.Select(kind => kind.Name), catalogue.Indicators.Select(one => one.Name));
        Assert.Equal("rsi(14)", catalogue.Indicators.Single(one => one.Name == "rsi").Usual);
        Assert.Equal(
            CryptoGrains.Analytics.Detectors.DetectorCatalogue.All.Select(info => info.Name), catalogue.Detectors.Select(one => one.Name));
        Assert.Contains(catalogue.Detectors, one => one.Input == "tradesAndClock");
    }

    private static long At(int minute) => Sample.Minute(minute).OpenTime.UnixMilliseconds;

    /// <summary>A price that goes up and down, another way for each seed.</summary>
    private static decimal? Close(int seed, int minute) => 61_850 + (((minute * (7 + seed)) + (minute * minute * seed % 11)) % 29);

    private static Candle Candle(int seed, int minute) => Sample.Minute(minute) with { Close = Close(seed, minute)!.Value };

    private static IEnumerable<Candle> Walk(int seed, Func<int, bool> isThere) =>
        Enumerable.Range(0, Bars).Where(isThere).Select(minute => Candle(seed, minute));

    private static double?[][] Run(params string[] indicators)
    {
        IndicatorReference[] references =
            [.. indicators.Select(text => IndicatorCatalogue.TryParseReference(text, out var reference, out _) ? reference : throw new InvalidOperationException(text))];
        var series = new IndicatorSeries(new IndicatorSet(Interval.OneMinute, references.Select(reference => reference.Definition)));
        return [.. Walk(1, _ => true).Select(candle =>
        {
            series.Update(Bar.From(candle));
            return references.Select(reference => series.Value(reference)).ToArray();
        })];
    }

    private async Task<T> AskAsync<T>(string path)
    {
        var response = await _host.Http.GetAsync($"/api/v1/analytics/{path}", Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!;
    }

    private async Task RefusesAsync(string path, HttpStatusCode status, string code, string says) =>
        await ProblemAssert.IsAsync(await _host.Http.GetAsync($"/api/v1/analytics/{path}", Stop), status, code, says);
}
