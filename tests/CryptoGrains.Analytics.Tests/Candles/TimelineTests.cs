using System.Collections.Immutable;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class TimelineTests
{
    private static readonly Timestamp Boundary = At(7);

    [Fact]
    public void No_time_comes_twice_none_is_left_out_and_each_candle_is_the_right_one()
    {
        var property = Prop.ForAll(
            (from batch in Rows.Minutes()
             from live in Rows.Minutes()
             select (Batch: Candles(batch, CandleSource.Batch), Live: Candles(live, CandleSource.Live))).ToArbitrary(),
            sample =>
            {
                var (batch, live) = (sample.Batch.ToDictionary(candle => candle.OpenTime), sample.Live.ToDictionary(candle => candle.OpenTime));
                var expected = batch.Keys.Union(live.Keys).Order().Select(time =>
                    !live.TryGetValue(time, out var ours) ? batch[time]
                    : !batch.TryGetValue(time, out var theirs) ? ours
                    : theirs.Closed ? theirs
                    : theirs.TradeCount is null || ours.TradeCount is null ? (theirs.Volume > ours.Volume ? theirs : ours)
                    : theirs.TradeCount > ours.TradeCount ? theirs
                    : ours);
                Assert.Equal(expected, Timeline.Merge(sample.Batch, sample.Live));
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_closed_batch_candle_wins_and_an_open_one_only_with_more_trades()
    {
        var (batch, live) = (Candle(0, 5) with { Source = CandleSource.Batch }, Candle(0, 6));
        Assert.Equal([batch with { Closed = true }], Timeline.Merge([batch with { Closed = true }], [live]));
        Assert.Equal([live], Timeline.Merge([batch], [live]));
        Assert.Equal([live with { TradeCount = 5 }], Timeline.Merge([batch], [live with { TradeCount = 5 }]));
        Assert.Equal([batch], Timeline.Merge([batch], [live with { TradeCount = 4 }]));
    }

    [Fact]
    public void The_straddling_candle_is_summed_from_its_minutes_where_they_know_more()
    {
        // Live began at minute 6; the batch layer is complete to minute 7: neither alone has all of 5 … 9.
        ImmutableArray<Candle> fives = [Candle(0, 50), Candle(5, 20) with { Closed = true, Revision = 2, Partial = true }, Candle(10, 1)];
        Candle[] minutes =
        [
            Candle(4, 9) with { Source = CandleSource.Batch },
            Candle(5, 10) with { Source = CandleSource.Batch, Open = 90, Low = 80, FirstTradeId = 7 },
            Candle(6, 8) with { Source = CandleSource.Batch },
            Candle(8, 0) with { Source = CandleSource.Batch, Open = 1, High = 999, Low = 1, Close = 1 },
            Candle(9, 5) with { Close = 120, High = 130, LastTradeId = 99 },
            Candle(10, 1),
        ];
        var summed = Timeline.SumStraddling(fives, Interval.FiveMinutes, Boundary, minutes);
        Assert.Equal([fives[0], fives[2]], [summed[0], summed[2]]);
        Assert.Equal(
            Candle(5, 23) with { Open = 90, Low = 80, High = 130, Close = 120, FirstTradeId = 7, LastTradeId = 99, Closed = true, Revision = 2 },
            summed[1]);
    }

    [Fact]
    public void Silent_minutes_that_were_published_lend_no_price_to_the_straddling_candle()
    {
        Candle[] minutes = [Candle(5, 0) with { Open = 1, Low = 1 }, Candle(6, 3), Candle(7, 0) with { High = 999, Close = 999 }];
        var summed = Assert.Single(Timeline.SumStraddling([Candle(5, 2)], Interval.FiveMinutes, Boundary, minutes));
        Assert.Equal((100m, 100m, 100m, 100m), (summed.Open, summed.High, summed.Low, summed.Close));
    }

    [Fact]
    public void Straddling_candles_stay_where_their_minutes_know_no_more()
    {
        ImmutableArray<Candle> fives = [Candle(5, 20)];
        Assert.Equal(fives, Timeline.SumStraddling(fives, Interval.FiveMinutes, Boundary, [Candle(5, 20)]));
        Assert.Equal(fives, Timeline.SumStraddling(fives, Interval.FiveMinutes, Boundary, [Candle(4, 99), Candle(10, 99)]));
        Assert.Equal(fives, Timeline.SumStraddling(fives, Interval.FiveMinutes, Boundary, []));
        Assert.Equal(fives, Timeline.SumStraddling(fives, Interval.FiveMinutes, At(5), [Candle(5, 99)]));
        Assert.Equal(fives, Timeline.SumStraddling(fives, Interval.FiveMinutes, At(12), [Candle(10, 99)]));
    }

    [Fact]
    public void Silence_is_filled_with_the_price_before()
    {
        var filled = Timeline.FillWithPrevious(
            [Candle(0, 5) with { Close = 7, Closed = true, Source = CandleSource.Batch }, Candle(3, 5) with { Closed = true }],
            Interval.OneMinute, before: null, from: At(-5), to: At(5), limit: 100);
        Assert.Equal([At(0), At(1), At(2), At(3), At(4)], filled.Select(candle => candle.OpenTime));
        Assert.Equal(Flat(1, 7) with { Closed = true, Source = CandleSource.Batch }, filled[1]);
        Assert.Equal(Flat(2, 7) with { Closed = true, Source = CandleSource.Batch }, filled[2]);
        Assert.Equal(Flat(4, 100), filled[4]);
    }

    [Fact]
    public void With_a_candle_before_the_first_silence_is_filled_too()
    {
        Assert.Equal([At(-2), At(-1), At(0)], Times(Timeline.FillWithPrevious([Candle(0, 1)], Interval.OneMinute, Candle(-9, 1), At(-2), null, 100)));
        Assert.Equal([At(-1), At(0)], Times(Timeline.FillWithPrevious([Candle(0, 1)], Interval.OneMinute, Candle(-2, 1), At(-9), null, 100)));
        Assert.Equal([At(0)], Times(Timeline.FillWithPrevious([Candle(0, 1)], Interval.OneMinute, Candle(-9, 1), null, null, 100)));
        var between = new Timestamp(At(-2).Microseconds - 1);
        Assert.Equal([At(-2), At(-1)], Times(Timeline.FillWithPrevious([], Interval.OneMinute, Candle(-9, 1), between, At(0), 100)));
        Assert.Empty(Timeline.FillWithPrevious([], Interval.OneMinute, null, between, At(0), 100));
    }

    [Fact]
    public void No_more_are_given_than_asked_for()
    {
        var filled = Timeline.FillWithPrevious([Candle(0, 1), Candle(3, 1)], Interval.OneMinute, Candle(-9, 1), At(-2), At(1_000_000_000), 4);
        Assert.Equal([At(-2), At(-1), At(0), At(1)], Times(filled));
        Assert.Empty(Timeline.FillWithPrevious([Candle(0, 1)], Interval.OneMinute, null, null, null, 0));
    }

    [Fact]
    public void Filled_there_is_one_candle_for_each_interval()
    {
        var property = Prop.ForAll(
            (from rows in Rows.Minutes()
             from after in Gen.Choose(0, 5)
             from limit in Gen.Choose(0, 200)
             select (Candles: Candles(rows, CandleSource.Live), after, limit)).ToArbitrary(),
            sample =>
            {
                var candles = sample.Candles;
                var end = candles.Length == 0 ? At(0) : candles[^1].OpenTime + TimeSpan.FromMinutes(1 + sample.after);
                var filled = Timeline.FillWithPrevious(candles, Interval.OneMinute, null, null, end, sample.limit);
                var all = candles.Length == 0 ? 0 : (int)(end - candles[0].OpenTime).TotalMinutes;
                Assert.Equal(Enumerable.Range(0, Math.Min(all, sample.limit)).Select(i => At(i)), Times(filled));
                foreach (var candle in filled)
                {
                    var last = candles.Last(given => given.OpenTime <= candle.OpenTime);
                    var closed = candles.Any(given => given.Closed && given.OpenTime > candle.OpenTime);
                    var expected = last.OpenTime == candle.OpenTime ? last : Flat(0, last.Close) with { OpenTime = candle.OpenTime, Closed = closed };
                    Assert.Equal(expected, candle);
                }
            });
        property.QuickCheckThrowOnFailure();
    }

    private static Candle[] Candles(CandleRow[] rows, CandleSource source) => [.. rows.Select(row => row.ToCandle(source))];

    private static IEnumerable<Timestamp> Times(ImmutableArray<Candle> candles) => candles.Select(candle => candle.OpenTime);

    private static Timestamp At(int minute) => new(Rows.Start + (minute * Rows.Minute));

    private static Candle Candle(int minute, long count) => new()
    {
        OpenTime = At(minute),
        Open = 100,
        High = 100,
        Low = 100,
        Close = 100,
        Volume = count,
        QuoteVolume = count * 100,
        TakerBuyVolume = count,
        TradeCount = count,
        FirstTradeId = 1,
        LastTradeId = 2,
    };

    private static Candle Flat(int minute, decimal price) => Candle(minute, 0) with
    {
        Open = price,
        High = price,
        Low = price,
        Close = price,
        FirstTradeId = null,
        LastTradeId = null,
    };
}
