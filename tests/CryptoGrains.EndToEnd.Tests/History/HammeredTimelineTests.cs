using System.Net.Http.Json;
using System.Text.Json;

namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary>Readers who never stop while the history is rebuilt under them.</summary>
public sealed class HammeredTimelineTests
{
    private const int Rebuilds = 100;
    private const string Load = "sim?instruments=2&rate=20&speed=600&seed=7";

    [Fact]
    public async Task During_100_rebuilds_no_answer_misses_doubles_or_mixes_a_candle()
    {
        using var data = new TemporaryFolder();
        await using var node = await NodeFixture.StartAsync(data.Path, Load);
        var symbols = await SymbolsAsync(node);
        using var over = new CancellationTokenSource();
        var readers = (
            from symbol in symbols
            from interval in new[] { "1m", "5m", "1h" }
            select Task.Run(() => ReadAsync(node, symbol, interval, over.Token))).ToArray();

        for (var i = 0; i < Rebuilds; i++)
            await SeamTests.BatchAsync(node);
        await over.CancelAsync();
        var answers = await Task.WhenAll(readers);

        Assert.All(answers, answer => Assert.True(answer.Answers > Rebuilds, $"Only {answer.Answers} answers were read."));
        Assert.Contains(answers, answer => answer.Versions > 5);
    }

    /// <summary>Reads the whole timeline again and again; compares each answer with what was known, and its batch part with that very version.</summary>
    private static async Task<(int Answers, int Versions)> ReadAsync(NodeFixture node, string symbol, string interval, CancellationToken over)
    {
        var seen = new SortedSet<long>();
        var versions = new HashSet<long>();
        var answers = 0;
        while (!over.IsCancellationRequested)
        {
            var answer = await node.Client.GetFromJsonAsync<JsonElement>($"/api/v1/ohlcv/{symbol}?interval={interval}&limit=5000&from=0", CancellationToken.None);
            Assert.False(answer.TryGetProperty("warning", out var warning) && warning.ValueKind == JsonValueKind.String, $"{warning}");
            var candles = answer.GetProperty("candles").EnumerateArray().ToArray();
            var times = candles.Select(candle => candle.GetProperty("openTime").GetInt64()).ToArray();
            Assert.Equal(times.Distinct().Order(), times);
            Assert.True(seen.IsSubsetOf(times), $"{symbol} {interval} lost {string.Join(", ", seen.Except(times))}");
            seen.UnionWith(times);
            answers++;

            if (answer.GetProperty("version").ValueKind != JsonValueKind.Number || !versions.Add(answer.GetProperty("version").GetInt64()))
                continue;

            var pure = await node.Client.GetFromJsonAsync<JsonElement>(
                $"/api/v1/ohlcv/{symbol}?interval={interval}&limit=5000&from=0&asOf={answer.GetProperty("version").GetInt64()}", CancellationToken.None);
            var ofVersion = pure.GetProperty("candles").EnumerateArray().ToDictionary(candle => candle.GetProperty("openTime").GetInt64(), candle => candle.ToString());
            foreach (var candle in candles.Where(candle => candle.GetProperty("source").GetString() == "batch" && candle.GetProperty("closed").GetBoolean()))
                Assert.Equal(ofVersion[candle.GetProperty("openTime").GetInt64()], candle.ToString());
        }

        return (answers, versions.Count);
    }

    private static async Task<string[]> SymbolsAsync(NodeFixture node)
    {
        for (var patience = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(TimeSpan.FromMilliseconds(20)))
        {
            var answer = await node.Client.GetFromJsonAsync<JsonElement>("/api/v1/symbols");
            string[] symbols = [.. answer.GetProperty("symbols").EnumerateArray().Select(symbol => symbol.GetProperty("instrument").GetString()!)];
            if (symbols.Length == 2)
                return symbols;
            Assert.True(DateTime.UtcNow < patience, $"After 30 s there were {symbols.Length} instruments of 2.");
        }
    }
}
