using System.Globalization;
using CryptoGrains.Feeds.Border;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Tests.Recordings;

/// <summary>The real recordings: what comes out must be what the exchange itself says of those minutes.</summary>
public class RecordingFeedGoldenTests
{
    private const string Spot = "binance-ws/spot_btcusdt_2024080*.gz";

    [Fact]
    public async Task The_spot_recording_gives_every_trade_once_and_in_order()
    {
        var batches = await ReadAsync(Spot);
        var trades = batches.Trades();

        Assert.Equal(19_904, trades.Count);
        Assert.Empty(batches.Letters());
        Assert.Equal(Enumerable.Range(0, trades.Count).Select(i => trades[0].Id + i), trades.Select(trade => trade.Id));
        Assert.All(trades, trade => Assert.Equal(Instrument.Parse("BINANCE:BTCUSDT"), trade.Instrument));
    }

    [Fact]
    public async Task The_ten_whole_minutes_are_the_exchange_s_own()
    {
        var trades = (await ReadAsync(Spot)).Trades();

        var minutes = trades
            .GroupBy(trade => Interval.OneMinute.OpenOf(trade.EventTime))
            .Select(minute => minute.OrderBy(trade => trade.EventTime).ThenBy(trade => trade.Id).ToList())
            .ToDictionary(
                minute => Interval.OneMinute.OpenOf(minute[0].EventTime).UnixMilliseconds,
                minute => (
                    Open: minute[0].Price,
                    High: minute.Max(trade => trade.Price),
                    Low: minute.Min(trade => trade.Price),
                    Close: minute[^1].Price,
                    Volume: minute.Sum(trade => trade.Quantity)));

        var golden = File.ReadLines(SharedData.PathOf("binance-ws/golden_BTCUSDT_1m_20240808-09.csv")).Skip(1)
            .Select(line => line.Split(',').Select(cell => decimal.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
            .Skip(1).SkipLast(1).ToList();
        Assert.Equal(10, golden.Count);
        foreach (var row in golden)
            Assert.Equal((row[1], row[2], row[3], row[4], row[5]), minutes[(long)row[0]]);
    }

    [Fact]
    public async Task The_receive_clock_of_the_recording_runs_behind_the_exchange_and_is_kept_as_it_is()
    {
        var trades = (await ReadAsync(Spot)).Trades();

        Assert.All(trades, trade => Assert.InRange((trade.EventTime - trade.ReceiveTime).TotalSeconds, 0.5, 1.3));
    }

    [Fact]
    public async Task Nothing_of_the_recording_is_refused_at_the_border()
    {
        var gate = new TradeGate();
        foreach (var batch in await ReadAsync(Spot))
            Assert.Same(batch, gate.Pass("recording", batch));
    }

    [Fact]
    public async Task The_futures_recording_gives_the_perpetual()
    {
        var batches = await ReadAsync("binance-ws/usdm_btcusdt_20240808.gz");
        var trades = batches.Trades();

        Assert.Equal(21_313, trades.Count);
        Assert.Empty(batches.Letters());
        Assert.All(trades, trade => Assert.Equal(Instrument.Parse("BINANCE:BTCUSDT.P"), trade.Instrument));
    }

    [Fact]
    public async Task As_fast_as_possible_batches_are_large_and_the_clock_comes_with_them()
    {
        var batches = await ReadAsync(Spot);

        Assert.All(batches.SkipLast(1), batch => Assert.Equal(1_000, batch.Trades.Count));
        Assert.All(batches, batch => Assert.Equal("BINANCE", Assert.Single(batch.Clocks).Venue));
        Assert.All(batches, batch => Assert.True(batch.Clocks[0].Time >= batch.Trades[^1].EventTime));
    }

    private static Task<List<FeedBatch>> ReadAsync(string name) =>
        FeedFactory.Create($"recording:{SharedData.PathOf(name)}?speed=max", TimeProvider.System).BatchesAsync();
}
