using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CryptoGrains.EndToEnd.Tests;

/// <summary>A recording of Binance's messages gives Binance's own candles.</summary>
public sealed class GoldenMinutesTests
{
    private const int Trades = 19_904;

    private static readonly string Recording = "recording:" + Repository.Data("binance-ws/spot_btcusdt_2024080*.gz") + "?speed=max";

    [Fact]
    public async Task The_ten_whole_minutes_equal_the_exchanges()
    {
        using var data = new TemporaryFolder();
        await using var node = await NodeFixture.StartAsync(data.Path, Recording);
        var realtime = await node.RealtimeAsync("BTCUSDT", HasAllTrades, $"{Trades} trades");
        Assert.Equal(0, realtime.GetProperty("gaps").GetInt32());
        Assert.Equal(0, realtime.GetProperty("duplicates").GetInt64());

        var candles = await node.CandlesAsync("BTCUSDT", "interval=1m");
        Assert.Equal(12, candles.Length);
        Assert.Equal(Golden(), candles[1..^1].Select(Values));
        Assert.All(candles[1..^1], candle => Assert.Equal((true, false), Flags(candle)));
        Assert.True(candles[0].GetProperty("partial").GetBoolean());
        Assert.False(candles[^1].GetProperty("closed").GetBoolean());
        Assert.Equal(Trades, candles.Sum(candle => candle.GetProperty("tradeCount").GetInt64()));
    }

    [Fact]
    public async Task Fed_twice_it_gives_the_same_candles()
    {
        using var data = new TemporaryFolder();
        await using var node = await NodeFixture.StartAsync(data.Path, Recording, Recording);
        await UntilAllCameTwiceAsync(node);
        Assert.Equal(Golden(), (await node.CandlesAsync("BTCUSDT", "interval=1m"))[1..^1].Select(Values));
    }

    [Fact]
    public async Task Shuffled_and_with_every_message_doubled_it_gives_the_same_candles()
    {
        using var data = new TemporaryFolder();
        var lines = Directory.GetFiles(Repository.Data("binance-ws"), "spot_btcusdt_2024080*.gz").SelectMany(ReadLines).ToArray();
        string[] twice = [.. lines, .. lines];
        new Random(1).Shuffle(twice);
        var shuffled = Path.Combine(data.Path, "shuffled.txt");
        await File.WriteAllLinesAsync(shuffled, twice);

        await using var node = await NodeFixture.StartAsync(Path.Combine(data.Path, "data"), $"recording:{shuffled}?speed=max");
        await UntilAllCameTwiceAsync(node);
        Assert.Equal(Golden(), (await node.CandlesAsync("BTCUSDT", "interval=1m"))[1..^1].Select(Values));
    }

    [Fact]
    public async Task After_a_restart_it_serves_the_same_candles_and_counts_nothing_again()
    {
        using var data = new TemporaryFolder();
        JsonElement[] before;
        await using (var node = await NodeFixture.StartAsync(data.Path, Recording))
        {
            await node.RealtimeAsync("BTCUSDT", HasAllTrades, $"{Trades} trades");
            before = await node.CandlesAsync("BTCUSDT", "interval=1m");
        }

        await using var again = await NodeFixture.StartAsync(data.Path, Recording);
        await UntilAllCameTwiceAsync(again);
        var after = await again.CandlesAsync("BTCUSDT", "interval=1m");
        Assert.Equal(before.Select(candle => candle.GetRawText()), after.Select(candle => candle.GetRawText()));
    }

    [Fact]
    public async Task Through_Kafka_it_gives_the_same_candles_and_a_second_time_nothing_counts_again()
    {
        Assert.SkipUnless(
            NativeLibrary.TryLoad(MockKafkaCluster.Library, out _), "librdkafka is not installed: this test needs it (Debian: librdkafka1).");
        using var kafka = new MockKafkaCluster();
        foreach (var (topic, partitions) in new[] { (".raw", 4), (".processed", 4), (".dead-letters", 1), (".raw.identity", 1) })
            kafka.CreateTopic("golden" + topic, partitions);
        using var data = new TemporaryFolder();
        var log = $"kafka:{kafka.Bootstrap}?topic=golden.raw";

        await using (var node = await NodeFixture.StartAsync(data.Path, blobs: null, [Recording], log))
        {
            await node.RealtimeAsync("BTCUSDT", HasAllTrades, $"{Trades} trades");
            Assert.Equal(Golden(), (await node.CandlesAsync("BTCUSDT", "interval=1m"))[1..^1].Select(Values));
        }

        await using var again = await NodeFixture.StartAsync(data.Path, blobs: null, [Recording], log);
        await UntilAllCameTwiceAsync(again);
        Assert.Equal(Golden(), (await again.CandlesAsync("BTCUSDT", "interval=1m"))[1..^1].Select(Values));
    }

    private static IEnumerable<string> ReadLines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static Task UntilAllCameTwiceAsync(NodeFixture node) => node.RealtimeAsync(
        "BTCUSDT",
        realtime => HasAllTrades(realtime) && realtime.GetProperty("duplicates").GetInt64() == Trades,
        $"{Trades} trades and as many duplicates");

    private static bool HasAllTrades(JsonElement realtime) => realtime.GetProperty("totalTrades").GetInt64() == Trades;

    private static (bool Closed, bool Partial) Flags(JsonElement candle) =>
        (candle.GetProperty("closed").GetBoolean(), candle.GetProperty("partial").GetBoolean());

    private static string Values(JsonElement candle) => string.Join(
        ',',
        new[] { "openTime", "open", "high", "low", "close", "volume" }.Select(name => candle.GetProperty(name).GetDecimal().ToString("0.############", CultureInfo.InvariantCulture)));

    private static IEnumerable<string> Golden() =>
        File.ReadLines(Repository.Data("binance-ws/golden_BTCUSDT_1m_20240808-09.csv")).Skip(2).Take(10);
}
