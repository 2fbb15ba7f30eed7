using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Tests.Simulator;

public class SimulatorFeedTests
{
    private static readonly DateTimeOffset Today = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task By_default_it_is_twenty_instruments_live_from_now()
    {
        var time = new EagerTime(Today);
        var feed = FeedFactory.Create("sim?trades=3000", time);

        var trades = new List<Trade>();
        await foreach (var batch in feed.ReadAsync(TestContext.Current.CancellationToken))
        {
            trades.AddRange(batch.Trades);
            Assert.All(batch.Trades, trade => Assert.InRange((time.GetUtcNow() - trade.ReceiveTime.ToDateTimeOffset()).TotalSeconds, -0.001, 5));
            Assert.Equal("SIM", Assert.Single(batch.Clocks).Venue);
        }

        Assert.Equal(3_000, trades.Count);
        Assert.Equal(20, trades.Select(trade => trade.Instrument).Distinct().Count());
        Assert.InRange((time.GetUtcNow() - Today).TotalSeconds, 55, 65);
    }

    [Fact]
    public async Task At_another_speed_the_same_market_passes_in_another_time()
    {
        var slow = new EagerTime(Today);
        var fast = new EagerTime(Today);

        var atRealTime = await FeedFactory.Create("sim?trades=1000&start=2026-01-01", slow).BatchesAsync();
        var tenfold = await FeedFactory.Create("sim?trades=1000&start=2026-01-01&speed=10", fast).BatchesAsync();
        var max = await FeedFactory.Create("sim?trades=1000&start=2026-01-01&speed=max", fast).BatchesAsync();

        Assert.Equal(atRealTime.Trades(), tenfold.Trades());
        Assert.Equal(atRealTime.Trades(), max.Trades());
        Assert.Single(max);
        Assert.Equal((slow.GetUtcNow() - Today).TotalSeconds / 10, (fast.GetUtcNow() - Today).TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Labels_are_written_as_lines_when_an_event_is_over_and_at_the_end()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("labels.jsonl");
        var feed = (SimulatorFeed)FeedFactory.Create($"sim?trades=20000&speed=max&events=30s&start=2026-01-01&labels={file}", TimeProvider.System);

        await feed.BatchesAsync();

        Assert.NotEmpty(feed.Events);
        Assert.Equal(feed.Events.Select(label => label.ToJson()), await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_label_file_that_cannot_be_written_is_an_error_that_names_it()
    {
        var feed = FeedFactory.Create("sim?labels=/no/such/folder/labels.jsonl", TimeProvider.System);

        var error = await Assert.ThrowsAsync<FeedException>(() => feed.BatchesAsync());

        Assert.Contains("/no/such/folder/labels.jsonl", error.Message, StringComparison.Ordinal);
    }
}
