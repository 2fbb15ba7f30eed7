using CryptoGrains.Analytics.Candles;
using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class PartialMarksTests
{
    [Fact]
    public void Marks_are_the_live_ones_whatever_is_missing_and_in_any_order_of_arrival()
    {
        var property = Prop.ForAll(
            (from trades in Gapped(TradeGen.Trades(TimeSpan.FromSeconds(4)))
             from shuffled in Gen.Shuffle(trades)
             select (trades, shuffled)).ToArbitrary(),
            sample => AssertAsLive(sample.trades, sample.shuffled));
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Marks_are_the_live_ones_where_intervals_are_silent()
    {
        var property = Prop.ForAll(
            Gapped(TradeGen.Trades(TimeSpan.FromMinutes(9))).ToArbitrary(),
            trades => AssertAsLive(trades, trades));
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Days_marked_one_after_the_other_are_as_if_marked_together()
    {
        var property = Prop.ForAll(
            (from trades in Gapped(TradeGen.Trades(TimeSpan.FromMinutes(2)))
             from times in Gen.Shuffle(trades.Select(trade => trade.EventTime).ToArray())
             from jittered in Gen.Elements(true, false)
             from cut in Gen.Choose(0, 200)
             select (Trades: jittered ? trades.Zip(times, (trade, time) => trade with { EventTime = time }).ToArray() : trades, cut)).ToArbitrary(),
            sample =>
            {
                var whole = Rows.Minutes(sample.Trades);
                var expected = whole.ToArray();
                PartialMarks.Mark(expected, 0, expected.Length, isWhole: true);

                var cut = Math.Min(sample.cut, whole.Length);
                PartialMarks.Mark(whole, cut, whole.Length, isWhole: true);
                PartialMarks.Mark(whole, 0, cut, isWhole: true);
                Assert.Equal(expected, whole);

                // Two rows on either side are all that a mark depends on.
                for (var i = 2; i < whole.Length; i++)
                {
                    var around = whole[(i - 2)..Math.Min(whole.Length, i + 3)];
                    PartialMarks.Mark(around, 2, 3, isWhole: false);
                    Assert.Equal(expected[i], around[2]);
                }
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Where_ids_do_not_rise_with_time_a_hole_still_shows_somewhere()
    {
        var property = Prop.ForAll(
            (from trades in Gapped(TradeGen.Trades(TimeSpan.FromMinutes(2)))
             from times in Gen.Shuffle(trades.Skip(1).SkipLast(1).Select(trade => trade.EventTime).ToArray())
             select (trades, times)).ToArbitrary(),
            sample =>
            {
                var trades = sample.trades.ToArray();
                for (var i = 0; i < sample.times.Length; i++)
                    trades[i + 1] = trades[i + 1] with { EventTime = sample.times[i] };

                var minutes = Rows.Minutes(trades);
                PartialMarks.Mark(minutes, 0, minutes.Length, isWhole: false);
                var missing = trades[^1].Id - trades[0].Id + 1 - trades.Length;
                Assert.True(missing == 0 || Array.Exists(minutes, minute => minute.Partial));
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Neighbours_in_time_whose_ids_are_swapped_are_no_hole()
    {
        // 4 came before 3, across the end of a minute, and at its start.
        AssertMarks("---", isWhole: false, Rows.Trades(0, 1, 4, count: 3), Rows.Trades(1, 3, 6, count: 3), Rows.Trades(2, 7, 8));
        AssertMarks("---", isWhole: false, Rows.Trades(0, 1, 2), Rows.Trades(1, 4, 6, count: 4), Rows.Trades(2, 7, 8));
    }

    [Fact]
    public void A_hole_beside_swapped_ids_is_one_still()
    {
        // 1 and 4, then 3, 5 and 6: 2 is missing. Both candles may have held it.
        AssertMarks("PP-", isWhole: false, Rows.Trades(0, 1, 4, count: 2), Rows.Trades(1, 3, 6, count: 3), Rows.Trades(2, 7, 8));
    }

    [Fact]
    public void A_hole_marks_the_candle_it_lies_in_or_the_two_it_lies_between()
    {
        AssertMarks("-P-", isWhole: false, Rows.Trades(0, 1, 4), Rows.Trades(1, 5, 9, count: 4), Rows.Trades(2, 10, 11));
        AssertMarks("PP-", isWhole: false, Rows.Trades(0, 1, 4), Rows.Trades(5, 6, 9), Rows.Trades(6, 10, 11));
        AssertMarks("P--", isWhole: true, Rows.Trades(0, 1, 4), Rows.Trades(1, 5, 9), Rows.Trades(2, 10, 11));
    }

    [Fact]
    public void A_mark_goes_when_the_hole_is_filled_and_stays_where_it_cannot_be_known()
    {
        CandleRow marked = Rows.Trades(1, 5, 9) with { Partial = true };
        AssertMarks("---", isWhole: false, Rows.Trades(0, 1, 4), marked, Rows.Trades(2, 10, 11));
        AssertMarks("P--", isWhole: false, marked, Rows.Trades(2, 10, 11), Rows.Trades(3, 12, 12));
        AssertMarks("-P-", isWhole: false, Rows.Imported(0), marked, Rows.Trades(2, 10, 11));
        AssertMarks("-P-", isWhole: false, Rows.Trades(0, 1, 4), marked, Rows.Imported(2));
    }

    [Fact]
    public void Imported_candles_keep_their_marks() =>
        AssertMarks("P-P", isWhole: true, Rows.Imported(0) with { Partial = true }, Rows.Imported(5), Rows.Imported(6) with { Partial = true });

    private static void AssertMarks(string expected, bool isWhole, params CandleRow[] rows)
    {
        PartialMarks.Mark(rows, 0, rows.Length, isWhole);
        Assert.Equal(expected, string.Concat(rows.Select(row => row.Partial ? 'P' : '-')));
    }

    private static void AssertAsLive(Trade[] trades, Trade[] arrived)
    {
        var windows = new InstrumentWindows();
        foreach (var trade in arrived)
            Assert.Equal(TradeOutcome.Counted, windows.Apply(trade));
        windows.AdvanceClock(arrived.Max(trade => trade.EventTime) + TimeSpan.FromDays(2));

        foreach (var interval in Intervals.All)
        {
            var rows = Rows.RolledUp(Rows.Minutes(trades), TimeSpan.FromMinutes(1), interval);
            PartialMarks.Mark(rows, 0, rows.Length, isWhole: true);
            var live = windows.Candles(interval, null, null, int.MaxValue).Candles;
            Assert.Equal(
                live.Select(candle => candle with { Closed = false, Revision = 0 }),
                rows.Select(row => row.ToCandle(CandleSource.Live)));
        }
    }

    private static Gen<Trade[]> Gapped(Gen<Trade[]> whole) =>
        from trades in whole
        from there in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false))).ListOf(trades.Length)
        select trades.Where((_, i) => i == 0 || there[i]).ToArray();
}
