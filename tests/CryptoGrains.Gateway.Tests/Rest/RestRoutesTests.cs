using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Gateway.Rest;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Rest;

public sealed class RestRoutesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Symbols_are_listed_by_name_filtered_and_paged()
    {
        await using var host = await GatewayHost.StartAsync(instruments: ["BINANCE:BTCUSDT", "BINANCE:ETHUSDT", "KRAKEN:BTCUSD", "BINANCE:ETHBTC"]);

        var all = await host.Http.GetFromJsonAsync<SymbolsAnswer>("/api/v1/symbols", Stop);
        Assert.Equal(["BINANCE:BTCUSDT", "BINANCE:ETHBTC", "BINANCE:ETHUSDT", "KRAKEN:BTCUSD"], all!.Symbols.Select(symbol => symbol.Instrument));
        Assert.Equal(new SymbolAnswer("BTCUSD", "KRAKEN", "KRAKEN:BTCUSD"), all.Symbols[^1]);
        Assert.Null(all.Next);

        var first = await host.Http.GetFromJsonAsync<SymbolsAnswer>("/api/v1/symbols?q=btc&limit=2", Stop);
        Assert.Equal(["BINANCE:BTCUSDT", "BINANCE:ETHBTC"], first!.Symbols.Select(symbol => symbol.Instrument));
        var rest = await host.Http.GetFromJsonAsync<SymbolsAnswer>($"/api/v1/symbols?q=btc&limit=2&cursor={first.Next}", Stop);
        Assert.Equal(["KRAKEN:BTCUSD"], rest!.Symbols.Select(symbol => symbol.Instrument));
        Assert.Null(rest.Next);
    }

    [Theory]
    [InlineData("limit=10001", "bad-limit", "1 to 10000")]
    [InlineData("cursor=%20", "bad-cursor", "begin again")]
    [InlineData("query=btc", "unknown-parameter", "q, limit, cursor")]
    public async Task Bad_wishes_for_symbols_are_refused(string query, string code, string says)
    {
        await using var host = await GatewayHost.StartAsync();
        await ProblemAssert.IsAsync(await host.Http.GetAsync($"/api/v1/symbols?{query}", Stop), HttpStatusCode.BadRequest, code, says);
    }

    [Fact]
    public async Task Realtime_gives_the_statistics_and_the_age_of_the_last_trade()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Statistics = Sample.Statistics("BINANCE:BTCUSDT", Sample.Noon.AddMilliseconds(-1_500));

        var response = await host.Http.GetAsync("/api/v1/realtime/BTCUSDT", Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        var ticker = JsonSerializer.Deserialize<TickerAnswer>(text, JsonSerializerOptions.Web)!;

        Assert.Equal(JsonSerializer.Serialize(ticker, JsonSerializerOptions.Web), text);
        Assert.Equal(1_500, ticker.Age);
        Assert.Equal(0.00001312m, ticker.Last);
        Assert.Contains("\"low\":0.00000001,", text);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task An_instrument_that_has_not_traded_has_no_realtime()
    {
        await using var host = await GatewayHost.StartAsync();
        await ProblemAssert.IsAsync(await host.Http.GetAsync("/api/v1/realtime/BTCUSDT", Stop), HttpStatusCode.NotFound, "no-trades", "not traded");
    }

    [Fact]
    public async Task Gaps_are_listed_with_ids_and_times()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Gaps = new TradeGaps([new TradeGap(5, 9, new Timestamp(1_000_000), new Timestamp(2_000_000))], 3);

        var answer = await host.Http.GetFromJsonAsync<GapsAnswer>("/api/v1/gaps/BTCUSDT", Stop);

        Assert.Equal(new GapAnswer(5, 9, 1_000, 2_000), answer!.Gaps.Single());
        Assert.Equal(3, answer.Forgotten);
    }

    [Theory]
    [InlineData("/api/v1/realtime/NOPE")]
    [InlineData("/api/v1/gaps/NOPE")]
    public async Task Unknown_symbols_are_404_everywhere(string path)
    {
        await using var host = await GatewayHost.StartAsync();
        await ProblemAssert.IsAsync(await host.Http.GetAsync(path, Stop), HttpStatusCode.NotFound, "unknown-symbol", "/api/v1/symbols");
        await ProblemAssert.IsAsync(await host.Http.GetAsync(path + "?x=1", Stop), HttpStatusCode.BadRequest, "unknown-parameter", "'x'");
        Assert.Empty(host.Market.Activated);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api")]
    [InlineData("/hubs/nothing")]
    public async Task An_unknown_path_of_the_api_is_a_problem_document(string path)
    {
        await using var host = await GatewayHost.StartAsync();
        await ProblemAssert.IsAsync(await host.Http.GetAsync(path, Stop), HttpStatusCode.NotFound, "unknown-path", path);
        await ProblemAssert.IsAsync(await host.Http.PostAsync(path, null, Stop), HttpStatusCode.NotFound, "unknown-path", path);
    }

    [Fact]
    public async Task A_wrong_method_is_a_problem_document()
    {
        await using var host = await GatewayHost.StartAsync();
        var response = await host.Http.DeleteAsync("/api/v1/symbols", Stop);
        await ProblemAssert.IsAsync(response, HttpStatusCode.MethodNotAllowed, "method-not-allowed", "DELETE");
        Assert.Contains("GET", response.Content.Headers.Allow);
    }

    [Fact]
    public async Task The_OpenAPI_document_names_and_describes_every_endpoint()
    {
        await using var host = await GatewayHost.StartAsync();
        using var document = JsonDocument.Parse(await host.Http.GetStringAsync("/openapi/v1.json", Stop));

        var operations = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject(), (path, method) => (Name: $"{method.Name} {path.Name}", method.Value))
            .ToDictionary(operation => operation.Name, operation => operation.Value);
        Assert.Equal(
            [
                "delete /api/v1/alert-rules/{id}", "delete /api/v1/webhooks/{id}", "get /api/v1/alert-rules", "get /api/v1/alert-rules/{id}", "get /api/v1/alerts",
                "get /api/v1/alerts/journal",
                "get /api/v1/analytics/autocorrelation/{symbol}", "get /api/v1/analytics/catalogue", "get /api/v1/analytics/correlation",
                "get /api/v1/analytics/indicators/{symbol}", "get /api/v1/analytics/matrix", "get /api/v1/analytics/network",
                "get /api/v1/analytics/ranking", "get /api/v1/analytics/seasonality/{symbol}", "get /api/v1/analytics/statistics/{symbol}",
                "get /api/v1/batch", "get /api/v1/batch/gaps", "get /api/v1/batch/summary", "get /api/v1/datasets",
                "get /api/v1/datasets/{table}", "get /api/v1/gaps/{symbol}", "get /api/v1/ohlcv/{symbol}", "get /api/v1/realtime/{symbol}",
                "get /api/v1/symbols", "get /api/v1/webhooks", "get /api/v1/webhooks/{id}/dead-letters", "post /api/v1/alert-rules", "post /api/v1/alert-rules/{id}/backtest",
                "post /api/v1/alerts/{id}/acknowledge", "post /api/v1/batch", "post /api/v1/webhooks",
                "post /api/v1/webhooks/{id}/dead-letters/resend", "post /api/v1/webhooks/{id}/dead-letters/{key}/resend", "post /api/v1/webhooks/{id}/test",
                "put /api/v1/alert-rules/{id}",
            ],
            operations.Keys.Order(StringComparer.Ordinal));
        Assert.All(operations.Values, operation =>
        {
            Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            var responses = operation.GetProperty("responses");
            Assert.True(responses.TryGetProperty("204", out _)
                || ((responses.TryGetProperty("200", out var ok) || responses.TryGetProperty("201", out ok) || responses.TryGetProperty("202", out ok))
                    && ok.TryGetProperty("content", out _)));
            var parameters = operation.TryGetProperty("parameters", out var some) ? some.EnumerateArray().ToArray() : [];
            Assert.All(parameters, parameter => Assert.NotEmpty(parameter.GetProperty("description").GetString()!));
        });
        Assert.Equal(
            OhlcvParameters.Names.Append("symbol").Order(StringComparer.Ordinal),
            operations["get /api/v1/ohlcv/{symbol}"].GetProperty("parameters").EnumerateArray()
                .Select(parameter => parameter.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }
}
