using System.Globalization;
using CryptoGrains.Market;

namespace CryptoGrains.EndToEnd.Tests;

/// <summary>
/// A node under load is killed at random moments and started again. In the end every candle must equal the recomputation from the
/// log. <c>CRYPTOGRAINS_KILLS</c> says how often (6 here; 100 in the long run), <c>CRYPTOGRAINS_SEED</c> repeats a run.
/// </summary>
public sealed class CrashTests
{
    private static readonly int Kills = Setting("CRYPTOGRAINS_KILLS", 6);
    private static readonly int Seed = Setting("CRYPTOGRAINS_SEED", Random.Shared.Next());

    // Busy, with duplicates, late and future trades, outages; at 20 times real time minutes close while it runs.
    private const string Load = "sim?instruments=50&rate=1000&speed=20&events=20s";

    private const string Silence =
        """
        1723161254054087891 {"stream":"btcusdt@bookTicker","data":{"u":1,"s":"BTCUSDT","b":"61837.63","B":"3.7","a":"61837.64","A":"1.5"}}

        """;

    [Fact]
    public async Task Killed_at_random_moments_every_candle_equals_the_recomputation_from_the_log()
    {
        using var data = new TemporaryFolder();
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var node = NodeProcess.Start(data.Path, "--feed", Load, "--checkpoint", "0.2", "--fsync", "never");
            await node.UrlAsync();
            await Task.Delay(random.Next(50, 1_500));
            await node.KillAsync();
        }

        await using (var node = NodeProcess.Start(data.Path, "--feed", Load, "--fsync", "never"))
        {
            await node.UrlAsync();
            Assert.Equal(0, await node.StopAsync());
        }

        var trades = await LogRecomputation.AcceptedTradesAsync(Path.Combine(data.Path, "log"));
        Assert.True(trades.Values.Sum(some => some.Count) > 1_000 * Kills, $"The log holds too few trades to prove anything, seed {Seed}.");

        // A feed that brings no trade, so that what is served is what the log has.
        var silence = Path.Combine(data.Path, "silence.txt");
        await File.WriteAllTextAsync(silence, Silence);
        await using var last = await NodeFixture.StartAsync(data.Path, $"recording:{silence}?speed=max");
        foreach (var (instrument, accepted) in trades)
        {
            await last.RealtimeAsync(
                instrument.Name,
                realtime => realtime.GetProperty("totalTrades").GetInt64() == accepted.Count,
                $"{accepted.Count} trades, seed {Seed}");
            foreach (var interval in Intervals.All)
            {
                var served = await last.CandlesAsync(instrument.Name, $"interval={interval.Name()}&limit=5000");
                Assert.Equal(
                    LogRecomputation.Candles(accepted, interval).Select(candle => $"{Line(candle)}, seed {Seed}"),
                    served.Select(candle => $"{Line(candle)}, seed {Seed}"));
            }
        }
    }

    private static string Line(Candle candle) => string.Create(
        CultureInfo.InvariantCulture,
        $"{candle.OpenTime.UnixMilliseconds} {candle.Open:G29} {candle.High:G29} {candle.Low:G29} {candle.Close:G29} {candle.Volume:G29} {candle.QuoteVolume:G29} {candle.TakerBuyVolume:G29} {candle.TradeCount} {candle.FirstTradeId} {candle.LastTradeId}");

    private static string Line(System.Text.Json.JsonElement candle) => Line(new Candle
    {
        OpenTime = Timestamp.FromUnixMilliseconds(candle.GetProperty("openTime").GetInt64()),
        Open = candle.GetProperty("open").GetDecimal(),
        High = candle.GetProperty("high").GetDecimal(),
        Low = candle.GetProperty("low").GetDecimal(),
        Close = candle.GetProperty("close").GetDecimal(),
        Volume = candle.GetProperty("volume").GetDecimal(),
        QuoteVolume = candle.GetProperty("quoteVolume").GetDecimal(),
        TakerBuyVolume = candle.GetProperty("takerBuyVolume").GetDecimal(),
        TradeCount = candle.GetProperty("tradeCount").GetInt64(),
        FirstTradeId = candle.GetProperty("firstTradeId").GetInt64(),
        LastTradeId = candle.GetProperty("lastTradeId").GetInt64(),
    });

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
