using System.Net;
using System.Text.Json;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Gateway.Rest;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Rest;

/// <summary><c>ohlcv</c> where there is a history.</summary>
public sealed class OhlcvHistoryTests : IAsyncLifetime
{
    private const string Bitcoin = "BINANCE:BTCUSDT";

    private GatewayHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeSymbolGrain Grain => _host.Market[Bitcoin];

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();

        // Ten minutes in the history, closed up to the fifth; live has the last seven of them and two more.
        _host.History.Boundary = Sample.Minute(5).OpenTime;
        _host.History.Commit(Bitcoin, Interval.OneMinute, Enumerable.Range(0, 10).Select(minute => Sample.Minute(minute, closed: minute < 5)));
        Grain.Candles = [.. Sample.Minutes(12, closed: false)[3..]];
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Both_layers_are_one_series_with_boundary_and_version()
    {
        var answer = await AskAsync(string.Empty);

        Assert.Equal(Sample.Minutes(12).Select(candle => candle.OpenTime.UnixMilliseconds), answer.Candles.Select(candle => candle.OpenTime));
        Assert.Equal(Enumerable.Repeat("batch", 5).Concat(Enumerable.Repeat("live", 7)), answer.Candles.Select(candle => candle.Source));
        Assert.Equal(Sample.Minute(5).OpenTime.UnixMilliseconds, answer.Boundary);
        Assert.Equal(0, answer.Version);
        Assert.Null(answer.Warning);
    }

    [Fact]
    public async Task Each_layer_can_be_had_alone()
    {
        Assert.Equal(10, (await AskAsync("source=batch")).Candles.Count);
        var live = await AskAsync("source=live");
        Assert.Equal(9, live.Candles.Count);
        Assert.Null(live.Boundary);
        Assert.Null(live.Version);
    }

    [Fact]
    public async Task What_an_imported_candle_does_not_tell_is_null_in_json_and_empty_in_csv()
    {
        var imported = Sample.Minute(0) with { QuoteVolume = null, TakerBuyVolume = null, TradeCount = null, FirstTradeId = null, LastTradeId = null };
        _host.History.Commit(Bitcoin, Interval.OneMinute, imported);

        var json = await _host.Http.GetStringAsync("/api/v1/ohlcv/BTCUSDT?source=batch", Stop);
        var csv = await _host.Http.GetStringAsync("/api/v1/ohlcv/BTCUSDT?source=batch&format=csv", Stop);

        Assert.Contains("\"quoteVolume\":null,\"tradeCount\":null,\"takerBuyVolume\":null,\"firstTradeId\":null,\"lastTradeId\":null,\"vwap\":null", json);
        Assert.Contains(",3.00000001,,,,,,,true,false,0,batch", csv);
    }

    [Fact]
    public async Task Parquet_has_the_members_of_the_json_as_columns_exactly()
    {
        var response = await _host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT?format=parquet&from=2024-08-08&limit=6", Stop);
        var file = await ParquetReader.OpenAsync(new MemorySource("answer", await response.Content.ReadAsByteArrayAsync(Stop)), Stop);

        Assert.Equal("application/vnd.apache.parquet", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("BINANCE-BTCUSDT-1m.parquet", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal(Sample.Minute(6).OpenTime.UnixMilliseconds.ToString(), response.Headers.GetValues("Next-Cursor").Single());
        Assert.Equal(CandleCsv.Header.Split(','), file.Columns.Select(column => column.Name));
        Assert.Equal(6, file.RowGroups.Single().RowCount);
        var times = (ColumnData<long>)await file.ReadAsync(0, file.IndexOf("openTime"), Stop);
        var closes = (ColumnData<Int128>)await file.ReadAsync(0, file.IndexOf("close"), Stop);
        for (var row = 0; row < 6; row++)
        {
            Assert.Equal(Sample.Minute(row).OpenTime.Microseconds, times.Values[row]);
            Assert.Equal(Sample.Minute(row).Close, FixedPoint.FromFixed(closes.Values[row], 12));
        }
    }

    [Fact]
    public async Task As_of_a_version_shows_what_was_true_then_and_may_be_kept_for_ever()
    {
        _host.History.Commit(Bitcoin, Interval.OneMinute, Sample.Minute(0) with { High = 99_999m, Revision = 1 });

        var response = await _host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT?asOf=0", Stop);
        var old = await ReadAsync(response);
        Assert.Equal((0L, 10, 61900.00m), (old.Version!.Value, old.Candles.Count, old.Candles[0].High));
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", response.Headers.GetValues("Cache-Control")));
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(99_999m, (await AskAsync("asOf=1")).Candles.Single().High);

        var missing = await _host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT?asOf=7", Stop);
        await ProblemAssert.IsAsync(missing, HttpStatusCode.NotFound, "unknown-version", "candles_1m");
    }

    [Fact]
    public async Task Without_the_history_live_is_served_with_a_warning_and_batch_is_not()
    {
        var whole = await AskAsync(string.Empty);
        _host.History.Failure = "The store is on fire.";

        var response = await _host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT?from=2024-08-08", Stop);
        var answer = await ReadAsync(response);
        Assert.Equal(9, answer.Candles.Count);
        Assert.Equal(TimelineReader.HistoryIsMissing, answer.Warning);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var csv = await _host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT?format=csv", Stop);
        Assert.Equal(TimelineReader.HistoryIsMissing, csv.Headers.GetValues("Timeline-Warning").Single());

        foreach (var query in new[] { "source=batch", "asOf=0" })
        {
            var refused = await _host.Http.GetAsync($"/api/v1/ohlcv/BTCUSDT?{query}", Stop);
            await ProblemAssert.IsAsync(refused, HttpStatusCode.ServiceUnavailable, "history-unavailable", "/api/v1/batch");
        }

        _host.History.Failure = null;
        Assert.Equal(whole.Candles, (await AskAsync(string.Empty)).Candles);
    }

    [Fact]
    public async Task Without_the_live_candles_the_history_is_served_with_a_warning()
    {
        Grain.Failure = new TimeoutException("the grain does not answer");

        var response = await _host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT", Stop);
        var answer = await ReadAsync(response);

        Assert.Equal(10, answer.Candles.Count);
        Assert.Equal(TimelineReader.LiveIsMissing, answer.Warning);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task An_encoded_page_is_used_while_both_layers_stand_still()
    {
        var first = await AskAsync(string.Empty);
        Assert.Equal(first.Candles, (await AskAsync(string.Empty)).Candles);
        Assert.Equal((1, 1), (Grain.PagesGiven, Grain.PagesUnchanged));

        _host.History.Commit(Bitcoin, Interval.OneMinute, Enumerable.Range(0, 10).Select(minute => Sample.Minute(minute, closed: minute < 5) with { Revision = 2 }));
        var rebuilt = await AskAsync(string.Empty);
        Assert.Equal((1, 2), (rebuilt.Version, rebuilt.Candles[0].Revision));

        Grain.Candles = [.. Sample.Minutes(13, closed: false)[3..]];
        Assert.Equal(13, (await AskAsync(string.Empty)).Candles.Count);
    }

    [Fact]
    public async Task A_page_before_the_boundary_asks_no_grain_and_is_settled_until_the_next_version()
    {
        const string Closed = "/api/v1/ohlcv/BTCUSDT?from=2024-08-08T12:00&to=2024-08-08T12:05";
        var response = await _host.Http.GetAsync(Closed, Stop);
        var again = await _host.Http.GetAsync(Closed, Stop);

        Assert.Equal(5, (await ReadAsync(response)).Candles.Count);
        Assert.Equal("public, max-age=60", response.Headers.CacheControl?.ToString());
        Assert.Equal(response.Headers.ETag, again.Headers.ETag);
        Assert.Equal((0, 0, 1), (Grain.PagesGiven, Grain.PagesUnchanged, _host.History.Reads));

        _host.History.Commit(Bitcoin, Interval.OneMinute, Enumerable.Range(0, 5).Select(minute => Sample.Minute(minute) with { Revision = 1 }));
        var corrected = await _host.Http.GetAsync(Closed, Stop);
        Assert.NotEqual(response.Headers.ETag, corrected.Headers.ETag);
        Assert.Equal(1, (await ReadAsync(corrected)).Candles[0].Revision);
    }

    [Fact]
    public async Task An_instrument_that_only_the_history_knows_is_listed_and_served_and_never_activated()
    {
        _host.History.Commit("KRAKEN:XBTUSD", Interval.OneMinute, Sample.Minutes(3));

        var symbols = await _host.Http.GetStringAsync("/api/v1/symbols", Stop);
        var json = await _host.Http.GetStringAsync("/api/v1/ohlcv/KRAKEN:XBTUSD", Stop);
        Assert.Contains("\"KRAKEN:XBTUSD\"", symbols);
        Assert.Equal(3, JsonSerializer.Deserialize<CandlesAnswer>(json, JsonSerializerOptions.Web)!.Candles.Count);

        foreach (var path in new[] { "realtime/KRAKEN:XBTUSD", "gaps/KRAKEN:XBTUSD", "ohlcv/KRAKEN:XBTUSD?source=live" })
        {
            var response = await _host.Http.GetAsync($"/api/v1/{path}", Stop);
            await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "no-trades", "only its history");
        }

        Assert.Equal([Bitcoin], _host.Market.Activated);
    }

    [Fact]
    public async Task Whether_a_name_means_something_is_not_known_while_the_history_is_away()
    {
        _host.History.Failure = "The store is on fire.";

        var response = await _host.Http.GetAsync("/api/v1/ohlcv/KRAKEN:XBTUSD", Stop);
        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, "history-unavailable", "KRAKEN:XBTUSD is not traded live");
        var symbols = await _host.Http.GetStringAsync("/api/v1/symbols", Stop);
        Assert.Contains("\"warning\":\"The history can", symbols);
    }

    [Fact]
    public async Task Silent_intervals_are_filled_where_that_is_asked_for()
    {
        Grain.Candles = [Sample.Minute(11, closed: false), Sample.Minute(14, closed: false)];

        var answer = await AskAsync("fill=previous&from=2024-08-08T12:08&limit=4");
        Assert.Equal([8, 9, 10, 11], answer.Candles.Select(candle => (candle.OpenTime - Sample.Minute(0).OpenTime.UnixMilliseconds) / 60_000));
        Assert.Equal((0L, Sample.Minute(9).Close), (answer.Candles[2].TradeCount!.Value, answer.Candles[2].Close));
        Assert.Equal(Sample.Minute(12).OpenTime.UnixMilliseconds.ToString(), answer.Next);
    }

    private static async Task<CandlesAnswer> ReadAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<CandlesAnswer>(await response.Content.ReadAsStringAsync(Stop), JsonSerializerOptions.Web)!;

    private async Task<CandlesAnswer> AskAsync(string query) => await ReadAsync(await _host.Http.GetAsync($"/api/v1/ohlcv/BTCUSDT?{query}", Stop));
}
