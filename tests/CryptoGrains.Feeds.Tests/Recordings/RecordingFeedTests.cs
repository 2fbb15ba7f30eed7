using CryptoGrains.Feeds.Files;
using CryptoGrains.Feeds.Recordings;
using CryptoGrains.Feeds.Replay;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Tests.Recordings;

public sealed class RecordingFeedTests : IDisposable
{
    private const long StartNs = 1_723_161_255_000_000_000;
    private static readonly DateTimeOffset Today = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fields_land_where_they_belong()
    {
        var file = _folder.Write("r", Line(0, TradeJson(7, 1_723_161_255_342, "61837.63000000", "0.02000000", buyerIsMaker: true)));

        var trade = Assert.Single((await Max(file).BatchesAsync()).Trades());

        Assert.Equal(
            new Trade(
                Instrument.Parse("BINANCE:BTCUSDT"), 7, 61837.63m, 0.02m, TakerSide.Sell,
                new Timestamp(1_723_161_255_342_000), new Timestamp(StartNs / 1_000)),
            trade);
    }

    [Fact]
    public async Task Files_are_read_in_order_of_their_names_gzip_or_not_whatever_they_are_called()
    {
        _folder.Write("b", Line(1, TradeJson(2)));
        _folder.Write("a.gz", TemporaryFolder.Gzip(Line(0, TradeJson(1))));
        _folder.Write("c.txt", TemporaryFolder.Gzip(Line(2, TradeJson(3))));

        var byPattern = await Max(_folder.PathOf("*")).BatchesAsync();
        var byList = await Max($"{_folder.PathOf("c.txt")},{_folder.PathOf("a.gz")}").BatchesAsync();

        Assert.Equal([1, 2, 3], byPattern.Trades().Select(trade => trade.Id));
        Assert.Equal([1, 3], byList.Trades().Select(trade => trade.Id));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_with_file_and_line_and_the_rest_goes_on()
    {
        var file = _folder.Write(
            "bad",
            Line(0, TradeJson(1)) + "no time at all\n" + "12 {}\n" + "\n" + Line(1, "{\"data\":") + Line(2, TradeJson(2)));

        var batches = await Max(file).BatchesAsync();

        Assert.Equal([1, 2], batches.Trades().Select(trade => trade.Id));
        Assert.Equal(["bad:2", "bad:3", "bad:5"], batches.Letters().Select(letter => letter.Source));
        Assert.Equal("no time at all", batches.Letters()[0].Raw);
        Assert.All(batches.Letters(), letter => Assert.NotEmpty(letter.Reason));
    }

    [Fact]
    public async Task A_recording_that_is_cut_off_gives_what_can_be_read_then_says_so_and_the_next_file_follows()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(1, 2_000).Select(i => Line(i, TradeJson(i, quantity: $"0.{random.Next():D10}"))).ToList();
        var whole = TemporaryFolder.Gzip(string.Concat(lines));
        _folder.Write("1.gz", whole[..(whole.Length / 2)]);
        _folder.Write("2.gz", TemporaryFolder.Gzip(Line(9_000, TradeJson(9_000))));

        var batches = await Max(_folder.PathOf("*.gz")).BatchesAsync();

        var ids = batches.Trades().ConvertAll(trade => trade.Id);
        Assert.InRange(ids.Count, 500, 1_500);
        Assert.Equal(Enumerable.Range(1, ids.Count - 1).Select(i => (long)i).Append(9_000), ids);
        var letter = Assert.Single(batches.Letters());
        Assert.Equal($"1.gz:{ids.Count}", letter.Source);
        Assert.Contains("can't be read any further", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorded_time_is_kept_to_at_every_speed()
    {
        var file = _folder.Write("r", Line(0, TradeJson(1)) + Line(4_000, TradeJson(2)) + Line(4_000, TradeJson(3)) + Line(10_000, TradeJson(4)));

        Assert.Equal([(0, 1), (4, 2), (10, 1)], await ArrivalsAsync(file, "1"));
        Assert.Equal([(0, 1), (2, 2), (5, 1)], await ArrivalsAsync(file, "2"));
        Assert.Equal([(0, 1), (8, 2), (20, 1)], await ArrivalsAsync(file, "0.5"));
        Assert.Equal([(0, 4)], await ArrivalsAsync(file, "max"));
    }

    [Fact]
    public async Task A_receive_time_that_jumps_holds_the_replay_up_for_a_minute_at_most()
    {
        var file = _folder.Write("r", Line(0, TradeJson(1)) + Line(365L * 86_400_000, TradeJson(2)) + Line(5, TradeJson(3)) + Line(1_005, TradeJson(4)));
        var time = new EagerTime(Today);

        var batches = await new RecordingFeed(file, ReplaySpeed.RealTime, time).BatchesAsync();

        Assert.Equal(4, batches.Trades().Count);
        Assert.Equal(TimeSpan.FromSeconds(61), time.GetUtcNow() - Today);
    }

    [Fact]
    public async Task A_long_line_is_cut_and_costs_no_more_memory_than_the_bound()
    {
        var file = _folder.Write("r", Line(0, TradeJson(1)) + Line(1, new string('x', 3 * LineReader.MaxLineBytes)) + Line(2, TradeJson(2)));

        var batches = await Max(file).BatchesAsync();

        Assert.Equal([1, 2], batches.Trades().Select(trade => trade.Id));
        var letter = Assert.Single(batches.Letters());
        Assert.Equal("r:2", letter.Source);
        Assert.Contains("1,048,576", letter.Reason, StringComparison.Ordinal);
        Assert.True(letter.Raw.Length <= Excerpt.MaxBytes + 1);
    }

    [Fact]
    public async Task A_venue_time_far_ahead_spoils_no_later_batch()
    {
        var file = _folder.Write(
            "r", Line(0, "{\"e\":\"depthUpdate\",\"E\":4070908800000}") + Line(1_000, TradeJson(1)) + Line(2_000, TradeJson(2)));

        var batches = await new RecordingFeed(file, ReplaySpeed.RealTime, new EagerTime(Today)).BatchesAsync();

        Assert.Equal([4_070_908_800_000, 1_000_000_000_001, 1_000_000_000_001], batches.Select(batch => batch.Clocks[0].Time.UnixMilliseconds));
    }

    [Fact]
    public async Task The_clock_of_a_market_that_does_not_trade_is_told_four_times_a_second()
    {
        var lines = Enumerable.Range(0, 101).Select(i => Line(100 * i, $"{{\"e\":\"depthUpdate\",\"E\":{1_723_161_255_000 + (100 * i)}}}"));
        var file = _folder.Write("r", string.Concat(lines));

        var batches = await new RecordingFeed(file, ReplaySpeed.RealTime, new EagerTime(Today)).BatchesAsync();

        Assert.InRange(batches.Count, 34, 36);
        Assert.Equal(1_723_161_265_000, Assert.Single(batches[^1].Clocks).Time.UnixMilliseconds);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait()
    {
        var file = _folder.Write("r", Line(0, TradeJson(1)) + Line(50_000, TradeJson(2)));
        using var cancel = new CancellationTokenSource();
        var feed = new RecordingFeed(file, ReplaySpeed.RealTime, TimeProvider.System);
        await using var batches = feed.ReadAsync(cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await batches.MoveNextAsync());

        var next = batches.MoveNextAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public void What_is_not_there_is_an_error_before_anything_starts()
    {
        var missing = Assert.Throws<FeedException>(() => Max(_folder.PathOf("none.gz")));
        var empty = Assert.Throws<FeedException>(() => Max(_folder.PathOf("*.gz")));

        Assert.Contains("none.gz", missing.Message, StringComparison.Ordinal);
        Assert.Contains("fits no file", empty.Message, StringComparison.Ordinal);
    }

    private static RecordingFeed Max(string target) => new(target, ReplaySpeed.Max, TimeProvider.System);

    /// <summary>The seconds after which each batch came, and how many trades it held.</summary>
    private static async Task<List<(double Seconds, int Trades)>> ArrivalsAsync(string file, string speed)
    {
        var time = new EagerTime(Today);
        var arrivals = new List<(double, int)>();
        await foreach (var batch in FeedFactory.Create($"recording:{file}?speed={speed}", time).ReadAsync(TestContext.Current.CancellationToken))
            arrivals.Add(((time.GetUtcNow() - Today).TotalSeconds, batch.Trades.Count));
        return arrivals;
    }

    private static string Line(long milliseconds, string json) => $"{StartNs + (milliseconds * 1_000_000)} {json}\n";

    private static string TradeJson(
        long id, long time = 1_000_000_000_000, string price = "1", string quantity = "1", bool buyerIsMaker = false) =>
        "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"s\":\"BTCUSDT\","
        + $"\"E\":{time + 1},\"t\":{id},\"p\":\"{price}\",\"q\":\"{quantity}\",\"T\":{time},"
        + $"\"m\":{(buyerIsMaker ? "true" : "false")},\"M\":true" + "}}";
}
