using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.Gateway.Tests.Timelines;

public sealed class FilledTimelineTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void A_filled_walk_has_every_interval_once_whatever_the_pages() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var market = SplitMarket.Archived(random);
            foreach (var interval in Intervals.All)
            {
                var from = market.Beginning + TimeSpan.FromMinutes(random.Next(-100, 300));
                var expected = Filled(market, interval, from);
                var limit = random.Next(1, 200);
                Assert.Equal(expected, Walk(market, interval, from, limit));
                Assert.Equal(Filled(market, interval, Timestamp.MinValue).TakeLast(limit), Latest(market, interval, limit));
            }
        }).Check(Thorough);

    [Fact]
    public async Task A_silent_end_is_filled_as_far_as_it_is_known_to_be_silent()
    {
        var grain = new FakeSymbolGrain(SplitMarket.Name)
        {
            Candles = [Sample.Minute(0)],
            Statistics = Sample.Statistics(SplitMarket.Name, Sample.Noon.AddMinutes(3).AddSeconds(2)),
        };
        var asked = new CandlesAsked(grain.Instrument, Interval.OneMinute, At(0), At(60), 500);

        var page = await Reader(new FakeHistory()).ReadAsync(TimelineSource.Merged, grain, asked, CancellationToken.None);

        Assert.Equal([At(0), At(1), At(2)], page!.Candles.Select(candle => candle.OpenTime));
        Assert.All(page.Candles, candle => Assert.True(candle.Closed));
        Assert.Equal(Sample.Minute(0).Close, page.Candles[^1].Open);
        Assert.Equal(0, page.Candles[^1].TradeCount);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task The_latest_are_filled_backwards()
    {
        var grain = new FakeSymbolGrain(SplitMarket.Name) { Candles = [Sample.Minute(0), Sample.Minute(10)] };

        var page = await Reader(new FakeHistory()).ReadAsync(
            TimelineSource.Merged, grain, new CandlesAsked(grain.Instrument, Interval.OneMinute, null, null, 4), CancellationToken.None);

        Assert.Equal([At(7), At(8), At(9), At(10)], page!.Candles.Select(candle => candle.OpenTime));
        Assert.Equal(Sample.Minute(0).Close, page.Candles[0].Close);
    }

    [Fact]
    public async Task Before_the_first_candle_there_is_nothing_to_fill_with()
    {
        var grain = new FakeSymbolGrain(SplitMarket.Name) { Candles = [Sample.Minute(2)] };

        var page = await Reader(new FakeHistory()).ReadAsync(
            TimelineSource.Merged, grain, new CandlesAsked(grain.Instrument, Interval.OneMinute, At(0), null, 4), CancellationToken.None);

        Assert.Equal([At(2)], page!.Candles.Select(candle => candle.OpenTime));
    }

    private static Timestamp At(int minute) => Sample.Minute(minute).OpenTime;

    /// <summary>What it should be, of the truth alone: open time and close of each interval from the first known on.</summary>
    private static List<(Timestamp, decimal)> Filled(SplitMarket market, Interval interval, Timestamp from)
    {
        var truth = market.Truth(interval).ToDictionary(candle => candle.OpenTime, candle => candle.Close);
        var filled = new List<(Timestamp, decimal)>();
        var close = 0m;
        for (var time = truth.Keys.Min(); time <= truth.Keys.Max(); time += interval.Length())
        {
            close = truth.GetValueOrDefault(time, close);
            if (time >= from)
                filled.Add((time, close));
        }

        return filled;
    }

    private static List<(Timestamp, decimal)> Walk(SplitMarket market, Interval interval, Timestamp from, int limit)
    {
        var seen = new List<(Timestamp, decimal)>();
        for (Timestamp? next = from; next is { } start;)
        {
            var page = Read(market, new CandlesAsked(market.Grain.Instrument, interval, start, null, limit));
            seen.AddRange(page.Candles.Select(candle => (candle.OpenTime, candle.Close)));
            next = page.Next;
        }

        return seen;
    }

    private static IEnumerable<(Timestamp, decimal)> Latest(SplitMarket market, Interval interval, int limit) =>
        Read(market, new CandlesAsked(market.Grain.Instrument, interval, null, null, limit)).Candles.Select(candle => (candle.OpenTime, candle.Close));

    private static TimelinePage Read(SplitMarket market, CandlesAsked asked)
    {
        var reading = Reader(market.History).ReadAsync(TimelineSource.Merged, market.Grain, asked, CancellationToken.None);
        Assert.True(reading.IsCompleted, "fakes answer at once");
        return reading.GetAwaiter().GetResult()!;
    }

    private static FilledTimeline Reader(FakeHistory history) => new(new TimelineReader(history, NullLogger<TimelineReader>.Instance));
}
