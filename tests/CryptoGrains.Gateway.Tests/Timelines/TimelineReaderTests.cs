using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.Gateway.Tests.Timelines;

public sealed class TimelineReaderTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Wherever_a_series_is_split_a_walk_by_cursor_gives_each_candle_once_and_in_order() =>
        ForAll(SplitMarket.Archived, (market, random) =>
        {
            foreach (var interval in Intervals.All)
            {
                var from = market.Beginning - TimeSpan.FromMinutes(random.Next(0, 300));
                Timestamp? to = random.Next(2) == 0 ? null : market.Beginning + TimeSpan.FromMinutes(random.Next(1, 2_000));
                var expected = market.Truth(interval).Where(candle => candle.OpenTime >= from && !(candle.OpenTime >= to));
                Assert.Equal(expected.Select(SplitMarket.Numbers), Walk(market, interval, from, to, random).Select(SplitMarket.Numbers));
            }
        });

    [Fact]
    public void After_an_import_the_candle_in_which_it_ends_is_whole() =>
        ForAll(SplitMarket.Imported, (market, random) =>
        {
            foreach (var interval in Intervals.All)
            {
                Assert.Equal(
                    market.Truth(interval).Select(SplitMarket.Numbers),
                    Walk(market, interval, market.Beginning - TimeSpan.FromDays(1), to: null, random).Select(SplitMarket.Numbers));
            }
        });

    [Fact]
    public void Wherever_a_series_is_split_the_latest_candles_are_the_latest() =>
        ForAll(SplitMarket.Archived, (market, random) =>
        {
            foreach (var interval in Intervals.All)
            {
                Timestamp? to = random.Next(2) == 0 ? null : market.Beginning + TimeSpan.FromMinutes(random.Next(1, 2_000));
                var limit = random.Next(1, 60);
                var expected = market.Truth(interval).Where(candle => !(candle.OpenTime >= to)).TakeLast(limit);
                var page = Read(market, new CandlesAsked(market.Grain.Instrument, interval, null, to, limit));
                Assert.Equal(expected.Select(SplitMarket.Numbers), page.Candles.Select(SplitMarket.Numbers));
                Assert.Null(page.Next);
            }
        });

    [Fact]
    public void What_lies_before_the_boundary_is_answered_without_the_grain() =>
        ForAll(SplitMarket.Archived, (market, _) =>
        {
            market.Grain.Failure = new InvalidOperationException("must not be asked");
            var asked = new CandlesAsked(market.Grain.Instrument, Interval.OneMinute, market.Beginning - TimeSpan.FromHours(1), market.Boundary, 5_000);
            var page = Read(market, asked);
            Assert.True(page.IsHistoryAlone);
            Assert.Null(page.Warning);
            Assert.All(page.Candles, candle => Assert.True(candle.Closed));
        });

    [Fact]
    public async Task A_range_that_ends_inside_a_candle_has_that_candle_though_its_first_trades_came_after_the_boundary()
    {
        var hour = Interval.OneHour.OpenOf(Timestamp.From(Sample.Noon));
        var before = Sample.Minute(0) with { OpenTime = hour - TimeSpan.FromHours(1) };
        var history = new FakeHistory { Boundary = hour + TimeSpan.FromMinutes(30) }.Commit(SplitMarket.Name, Interval.OneHour, before);
        var grain = new FakeSymbolGrain(SplitMarket.Name) { Candles = [Sample.Minute(0, closed: false) with { OpenTime = hour }] };
        var asked = new CandlesAsked(grain.Instrument, Interval.OneHour, before.OpenTime, hour + TimeSpan.FromMinutes(10), 500);

        var page = await new TimelineReader(history, NullLogger<TimelineReader>.Instance).ReadAsync(
            TimelineSource.Merged, grain, asked, given: null, CancellationToken.None);

        Assert.Equal([before.OpenTime, hour], page!.Candles.Select(candle => candle.OpenTime));
    }

    private static void ForAll(Func<Random, SplitMarket> split, Action<SplitMarket, Random> check) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            check(split(random), random);
        }).Check(Thorough);

    private static List<Candle> Walk(SplitMarket market, Interval interval, Timestamp from, Timestamp? to, Random random)
    {
        var limit = random.Next(1, 60);
        var seen = new List<Candle>();
        for (Timestamp? next = from; next is { } start;)
        {
            var page = Read(market, new CandlesAsked(market.Grain.Instrument, interval, start, to, limit));
            Assert.True(page.Next is null || page.Candles.Length == limit, "a page that is not the last is full");
            seen.AddRange(page.Candles);
            next = page.Next;
        }

        return seen;
    }

    private static TimelinePage Read(SplitMarket market, CandlesAsked asked)
    {
        var reader = new TimelineReader(market.History, NullLogger<TimelineReader>.Instance);
        var reading = reader.ReadAsync(TimelineSource.Merged, market.Grain, asked, given: null, CancellationToken.None);
        Assert.True(reading.IsCompleted, "fakes answer at once");
        return reading.GetAwaiter().GetResult()!;
    }
}
