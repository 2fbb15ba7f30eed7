using System.Net.Http.Json;
using System.Text.Json;

namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary>Batch and live as one timeline, on a running node.</summary>
public sealed class SeamTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 12, 14, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task A_day_that_both_layers_have_comes_from_batch_and_none_is_missing_or_doubled()
    {
        await Cli.RunAsync("import", Files.Days(_files.Path, "BTCUSDT", "2025-12-10", 100, 105, 110, 115, 120), "--data", _data.Path);
        await Cli.RunAsync("rebuild", "--data", _data.Path);
        var trades = Files.Trades(
            _files.Path, "BTCUSDT-trades-2025-12.csv", [(1, 118, 1, Start.AddHours(9)), (2, 125, 1, Start.AddDays(1)), (3, 130, 2, Start.AddDays(2).AddHours(1))]);
        await using var node = await NodeFixture.StartAsync(_data.Path, $"archive:{trades}");
        await node.RealtimeAsync("BTCUSDT", realtime => realtime.GetProperty("totalTrades").GetInt64() == 3, "3 trades");

        var candles = await node.CandlesAsync("BTCUSDT", "interval=1d&source=merged");
        Assert.Equal(
            [(10, 100m, "batch"), (11, 105m, "batch"), (12, 110m, "batch"), (13, 115m, "batch"), (14, 120m, "batch"), (15, 125m, "live"), (16, 130m, "live")],
            candles.Select(candle => (
                DateTimeOffset.FromUnixTimeMilliseconds(candle.GetProperty("openTime").GetInt64()).Day,
                candle.GetProperty("close").GetDecimal(),
                candle.GetProperty("source").GetString()!)));
        Assert.Equal(3, (await node.CandlesAsync("BTCUSDT", "interval=1d&source=live")).Length);
        Assert.Equal(5, (await node.CandlesAsync("BTCUSDT", "interval=1d&source=batch")).Length);
    }

    [Fact]
    public async Task Trades_an_hour_and_a_day_late_are_in_history_after_the_next_rebuild_and_the_old_truth_can_still_be_read()
    {
        var onTime = Enumerable.Range(0, 3_000).Select(minute => (
            Id: minute + 1L + (minute > 1_500 ? 1 : 0) + (minute > 2_900 ? 1 : 0),
            Price: 100m + (minute % 10),
            Quantity: 1m,
            Time: Start.AddMinutes(minute))).ToList();
        var late = new[]
        {
            (Id: 2_903L, Price: 500m, Quantity: 2m, Time: Start.AddMinutes(2_900).AddSeconds(30)),
            (Id: 1_502L, Price: 50m, Quantity: 3m, Time: Start.AddMinutes(1_500).AddSeconds(30)),
        };
        var first = Files.Recording(_files.Path, "first.txt", "BTCUSDT", onTime);
        await using (var node = await NodeFixture.StartAsync(_data.Path, $"recording:{first}?speed=max"))
        {
            await node.RealtimeAsync("BTCUSDT", realtime => realtime.GetProperty("totalTrades").GetInt64() == onTime.Count, "all trades");
            await BatchAsync(node);
        }

        // The clock has come to the end of the trades; these two are too late for live.
        var second = Files.Recording(_files.Path, "late.txt", "BTCUSDT", late);
        await using (var node = await NodeFixture.StartAsync(_data.Path, $"recording:{second}?speed=max"))
        {
            await node.RealtimeAsync("BTCUSDT", realtime => realtime.GetProperty("tooLate").GetInt64() == late.Length, "two late trades");
            await BatchAsync(node);

            var minutes = await AllAsync(node, "BTCUSDT", "interval=1m");
            Assert.Equal(
                onTime.Concat(late).GroupBy(trade => trade.Time.ToUnixTimeMilliseconds() / 60_000 * 60_000).OrderBy(minute => minute.Key)
                    .Select(minute => (minute.Key, minute.Max(trade => trade.Price), minute.Min(trade => trade.Price), minute.Sum(trade => trade.Quantity))),
                minutes.Select(candle => (
                    candle.GetProperty("openTime").GetInt64(),
                    candle.GetProperty("high").GetDecimal(),
                    candle.GetProperty("low").GetDecimal(),
                    candle.GetProperty("volume").GetDecimal())));

            var day = (await node.CandlesAsync("BTCUSDT", $"interval=1h&from={Start.AddHours(25).ToUnixTimeMilliseconds()}&limit=1"))[0];
            Assert.Equal((50m, "batch", 1), (day.GetProperty("low").GetDecimal(), day.GetProperty("source").GetString(), day.GetProperty("revision").GetInt32()));
            var before = (await node.CandlesAsync("BTCUSDT", $"interval=1h&from={Start.AddHours(25).ToUnixTimeMilliseconds()}&limit=1&asOf=0"))[0];
            Assert.Equal((100m, 0), (before.GetProperty("low").GetDecimal(), before.GetProperty("revision").GetInt32()));
        }

        Assert.EndsWith(": 0 differences.", (await Cli.RunAsync("verify", "--data", _data.Path))[^1]);
    }

    [Fact]
    public async Task An_instrument_that_is_new_to_its_venue_is_where_its_venue_is_and_what_is_older_comes_from_batch_alone()
    {
        var known = Enumerable.Range(0, 200).Select(minute => (Id: minute + 1L, Price: 100m, Quantity: 1m, Time: Start.AddMinutes(minute)));
        var first = Files.Recording(_files.Path, "known.txt", "BTCUSDT", known);
        await using (var node = await NodeFixture.StartAsync(_data.Path, $"recording:{first}?speed=max"))
            await node.RealtimeAsync("BTCUSDT", realtime => realtime.GetProperty("totalTrades").GetInt64() == 200, "all trades");

        // Two trades of a minute that the venue left two hours ago, one before and one after a run of the batch layer; each with one of now.
        for (var part = 0; part < 2; part++)
        {
            (long Id, decimal Price, decimal Quantity, DateTimeOffset Time)[] some =
            [
                (1 + part, 10 + part, 1, Start.AddMinutes(80).AddSeconds(part)),
                (3 + part, 20 + part, 1, Start.AddMinutes(200).AddSeconds(part)),
            ];
            var file = Files.Recording(_files.Path, $"new{part}.txt", "ETHUSDT", some);
            await using var node = await NodeFixture.StartAsync(_data.Path, $"recording:{file}?speed=max");
            await node.RealtimeAsync("ETHUSDT", realtime => realtime.GetProperty("totalTrades").GetInt64() == 1 + part, "the trade of now");
            await BatchAsync(node);

            Assert.Equal([20m + part], (await node.CandlesAsync("ETHUSDT", "interval=1m&source=live")).Select(candle => candle.GetProperty("close").GetDecimal()));
            Assert.Equal(
                [(10m + part, true, part), (20m + part, false, 0)],
                (await node.CandlesAsync("ETHUSDT", "interval=1m")).Select(candle => (
                    candle.GetProperty("close").GetDecimal(), candle.GetProperty("closed").GetBoolean(), candle.GetProperty("revision").GetInt32())));
        }

        Assert.EndsWith(": 0 differences.", (await Cli.RunAsync("verify", "--data", _data.Path))[^1]);
    }

    /// <summary>Has the node archive and rebuild, and waits until it has.</summary>
    internal static async Task BatchAsync(NodeFixture node)
    {
        using var started = await node.Client.PostAsync("/api/v1/batch", content: null);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync());
        for (var patience = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(TimeSpan.FromMilliseconds(20)))
        {
            var status = await node.Client.GetFromJsonAsync<JsonElement>("/api/v1/batch");
            if (status.GetProperty("state").GetString() != "running")
            {
                Assert.Equal("idle", status.GetProperty("state").GetString());
                return;
            }

            Assert.True(DateTime.UtcNow < patience, $"After 60 s the batch layer was still at {status}");
        }
    }

    /// <summary>Walks all pages.</summary>
    internal static async Task<List<JsonElement>> AllAsync(NodeFixture node, string symbol, string query)
    {
        var candles = new List<JsonElement>();
        string? cursor = "0";
        while (cursor is not null)
        {
            var page = await node.Client.GetFromJsonAsync<JsonElement>($"/api/v1/ohlcv/{symbol}?{query}&from=0&limit=700{(cursor == "0" ? string.Empty : $"&cursor={cursor}")}");
            candles.AddRange(page.GetProperty("candles").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }

        return candles;
    }
}
