using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoGrains.Gateway.Rest;
using CryptoGrains.Gateway.Tests.Support;

namespace CryptoGrains.Gateway.Tests.Rest;

public sealed class OhlcvEndpointTests
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answer_has_exactly_the_shape_that_the_OpenAPI_document_shows()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Candles = Sample.Minutes(2);

        var text = await host.Http.GetStringAsync("/api/v1/ohlcv/BTCUSDT", Stop);
        var answer = JsonSerializer.Deserialize<CandlesAnswer>(text, Strict)!;

        Assert.Equal(JsonSerializer.Serialize(answer, Strict), text);
        Assert.Equal("BINANCE:BTCUSDT", answer.Symbol);
        Assert.Equal("1m", answer.Interval);
        Assert.Equal([1723118400000, 1723118460000], answer.Candles.Select(candle => candle.OpenTime));
        Assert.Equal("live", answer.Candles[0].Source);
    }

    [Fact]
    public async Task Numbers_are_written_digit_for_digit_without_exponent()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Candles = [Sample.Minute(0) with { Low = 0.00000001m, Volume = 98765432109876.54321m, Open = 61837.63m }];

        var json = await host.Http.GetStringAsync("/api/v1/ohlcv/BTCUSDT", Stop);
        var csv = await host.Http.GetStringAsync("/api/v1/ohlcv/BTCUSDT?format=csv", Stop);

        Assert.Contains("\"open\":61837.63,", json);
        Assert.Contains("\"low\":0.00000001,", json);
        Assert.Contains("\"volume\":98765432109876.54321,", json);
        Assert.Contains(",61837.63,61900.00,0.00000001,", csv);
        Assert.Contains(",98765432109876.54321,", csv);
    }

    [Fact]
    public async Task Csv_has_the_members_of_the_json_as_columns()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Candles = Sample.Minutes(3);

        var response = await host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT?format=csv&from=0&limit=2", Stop);
        var lines = (await response.Content.ReadAsStringAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("1723118520000", response.Headers.GetValues("Next-Cursor").Single());
        var columns = typeof(CandleAnswer).GetConstructors().Single(c => c.GetParameters().Length > 1).GetParameters().Select(p => p.Name!);
        Assert.Equal(string.Join(',', columns), lines[0], ignoreCase: true);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("1723118400000,61837.63,61900.00,61800.5,61888.01,3.00000001,185663.25,7,1.5,100,106,", lines[1]);
        Assert.EndsWith(",true,false,0,live", lines[1]);
    }

    [Fact]
    public async Task From_is_inclusive_and_to_exclusive_in_both_ways_of_writing_times()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Candles = Sample.Minutes(5);

        foreach (var range in new[]
        {
            "from=2024-08-08T12:01:00Z&to=2024-08-08T12:03:00Z",
            "from=2024-08-08T12:01&to=2024-08-08T14:03:00.000%2B02:00",
            "from=1723118460000&to=1723118580000",
        })
        {
            var answer = await AskAsync(host, range);
            Assert.Equal([1723118460000, 1723118520000], answer.Candles.Select(candle => candle.OpenTime));
            Assert.Null(answer.Next);
        }
    }

    [Fact]
    public async Task Without_from_the_latest_candles_are_given()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Candles = Sample.Minutes(700);

        Assert.Equal(500, (await AskAsync(host, "interval=1m")).Candles.Count);
        Assert.Equal(Sample.Minute(699).OpenTime.UnixMilliseconds, (await AskAsync(host, "limit=3")).Candles[^1].OpenTime);
    }

    [Fact]
    public async Task Following_the_cursor_gives_every_candle_once()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Candles = Sample.Minutes(10);

        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var answer = await AskAsync(host, "from=2024-08-08&to=2024-08-09&limit=3" + (cursor is null ? string.Empty : $"&cursor={cursor}"));
            seen.AddRange(answer.Candles.Select(candle => candle.OpenTime));
            cursor = answer.Next;
        }
        while (cursor is not null);

        Assert.Equal(Sample.Minutes(10).Select(candle => candle.OpenTime.UnixMilliseconds), seen);
    }

    [Theory]
    [InlineData("interval=2m", "bad-interval", "1m, 5m, 15m, 1h, 4h, 1d")]
    [InlineData("interval=", "bad-interval", "1m, 5m")]
    [InlineData("limit=0", "bad-limit", "1 to 5000")]
    [InlineData("limit=5001", "bad-limit", "1 to 5000")]
    [InlineData("limit=many", "bad-limit", "1 to 5000")]
    [InlineData("from=yesterday", "bad-time", "from='yesterday'")]
    [InlineData("to=99999999999999999", "bad-time", "2100")]
    [InlineData("from=2024-08-09&to=2024-08-08", "bad-range", "must be before")]
    [InlineData("from=2024-08-09&to=2024-08-09", "bad-range", "exclusive")]
    [InlineData("cursor=abc", "bad-cursor", "begin again")]
    [InlineData("from=2024-08-09&cursor=1723118400000", "bad-cursor", "this range")]
    [InlineData("format=xml", "bad-format", "json, csv, parquet")]
    [InlineData("fill=zero", "bad-fill", "none, previous")]
    [InlineData("source=both", "bad-source", "merged, batch, live")]
    [InlineData("asOf=lately", "bad-as-of", "a version of the table, such as 17, or a time")]
    [InlineData("asOf=3&source=live", "bad-source", "asOf reads the history")]
    [InlineData("intervall=1m", "unknown-parameter", "interval, from, to, limit, cursor, format, fill, source, asOf")]
    [InlineData("interval=1m&interval=5m", "bad-interval", "1m, 5m")]
    public async Task What_is_wrong_is_named_and_what_is_allowed_is_listed(string query, string code, string says)
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.Http.GetAsync($"/api/v1/ohlcv/BTCUSDT?{query}", Stop);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, code, says);
    }

    [Theory]
    [InlineData("DOGEUSDT")]
    [InlineData("KRAKEN:BTCUSDT")]
    [InlineData("a b")]
    [InlineData("BINANCE:BTC:USDT")]
    public async Task A_name_that_is_not_in_the_catalogue_is_a_404_and_activates_nothing(string symbol)
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.Http.GetAsync($"/api/v1/ohlcv/{Uri.EscapeDataString(symbol)}", Stop);

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "unknown-symbol", symbol);
        Assert.Empty(host.Market.Activated);
    }

    [Fact]
    public async Task An_unchanged_series_is_encoded_once_and_a_changed_one_again()
    {
        await using var host = await GatewayHost.StartAsync();
        var grain = host.Market["BINANCE:BTCUSDT"];
        grain.Candles = Sample.Minutes(2, closed: false);

        var first = await host.Http.GetStringAsync("/api/v1/ohlcv/BTCUSDT", Stop);
        var again = await host.Http.GetStringAsync("/api/v1/ohlcv/btcusdt", Stop);
        Assert.Equal(first, again);
        Assert.Equal((1, 1), (grain.PagesGiven, grain.PagesUnchanged));

        grain.Candles = Sample.Minutes(3);
        Assert.Equal(3, (await AskAsync(host, string.Empty)).Candles.Count);
        Assert.Equal(1, host.Market.Lookups);
    }

    [Fact]
    public async Task A_settled_range_has_a_tag_and_may_be_kept_and_a_live_one_may_not()
    {
        await using var host = await GatewayHost.StartAsync();
        var grain = host.Market["BINANCE:BTCUSDT"];
        grain.Candles = Sample.Minutes(5);
        grain.Statistics = Sample.Statistics("BINANCE:BTCUSDT", Sample.Noon.AddMinutes(17).AddSeconds(2));
        var settled = "/api/v1/ohlcv/BTCUSDT?from=2024-08-08T12:00&to=2024-08-08T12:02";

        var response = await host.Http.GetAsync(settled, Stop);
        Assert.Equal("public, max-age=60", response.Headers.CacheControl?.ToString());
        var tag = response.Headers.ETag!;
        Assert.False(tag.IsWeak);

        using var request = new HttpRequestMessage(HttpMethod.Get, settled);
        request.Headers.IfNoneMatch.Add(tag);
        var unchanged = await host.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(tag, unchanged.Headers.ETag);
        Assert.Empty(await unchanged.Content.ReadAsByteArrayAsync(Stop));

        foreach (var live in new[] { "?from=2024-08-08T12:00&to=2024-08-08T12:03", string.Empty, "?from=2024-08-08" })
        {
            var answer = await host.Http.GetAsync($"/api/v1/ohlcv/BTCUSDT{live}", Stop);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.Null(answer.Headers.ETag);
        }
    }

    [Fact]
    public async Task A_correction_of_a_settled_range_is_served_within_a_minute()
    {
        await using var host = await GatewayHost.StartAsync();
        var grain = host.Market["BINANCE:BTCUSDT"];
        grain.Candles = Sample.Minutes(5);
        grain.Statistics = Sample.Statistics("BINANCE:BTCUSDT", Sample.Noon.AddDays(1));
        var before = await host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT?to=2024-08-08T12:02", Stop);

        grain.Candles = [Sample.Minute(0) with { Revision = 1, High = 70000m }, Sample.Minute(1)];
        host.Time.Advance(TimeSpan.FromSeconds(61));
        var after = await host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT?to=2024-08-08T12:02", Stop);

        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.Contains("\"high\":70000,", await after.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_failing_grain_is_a_500_without_its_insides()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Market["BINANCE:BTCUSDT"].Failure = new InvalidOperationException("secret insides");

        var response = await host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT", Stop);

        var text = await ProblemAssert.IsAsync(response, HttpStatusCode.InternalServerError, "internal-error", "traceId");
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain("   at ", text);
    }

    private static async Task<CandlesAnswer> AskAsync(GatewayHost host, string query)
    {
        var text = await host.Http.GetStringAsync($"/api/v1/ohlcv/BTCUSDT?{query}", Stop);
        return JsonSerializer.Deserialize<CandlesAnswer>(text, Strict)!;
    }
}
