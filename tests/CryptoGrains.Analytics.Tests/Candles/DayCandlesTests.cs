using CryptoGrains.Analytics.Candles;
using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class DayCandlesTests
{
    private static readonly int[] Lengths = [1, 3, 5, 15, 30, 60, 120, 240, 360, 480, 720, 1_440];

    [Fact]
    public void Trades_alone_make_the_candles_of_every_interval()
    {
        var property = Prop.ForAll(
            TradesOfADay().ToArbitrary(),
            trades =>
            {
                var candles = DayCandles.Of(Rows.Minutes(trades), []);
                foreach (var interval in Intervals.All)
                    Assert.Equal(Recomputation.Candles(trades, interval), candles[(int)interval].Select(Rows.Values));
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_missing_in_one_source_is_taken_from_another_and_what_is_not_partial_is_true()
    {
        var property = Prop.ForAll(
            (from trades in TradesOfADay()
             from lost in Gen.Choose(0, 3).SelectMany(chance => Gen.Choose(0, 9).Select(dice => dice < chance).ListOf(trades.Length))
             from imports in Imports(trades)
             select (trades, lost, imports)).ToArbitrary(),
            sample =>
            {
                // The first and the last trade are there: what lies outside them nobody can know.
                var known = sample.trades.Where((_, i) => i == 0 || i == sample.trades.Length - 1 || !sample.lost[i]);
                var days = DayCandles.Of(Rows.Minutes(known), sample.imports);
                foreach (var interval in Intervals.All)
                    AssertTrue(days[(int)interval], interval, sample.trades, sample.imports);
            });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData(1.0 / 60, Interval.OneMinute)]
    [InlineData(3, Interval.FifteenMinutes)]
    [InlineData(30, Interval.OneHour)]
    [InlineData(120, Interval.FourHours)]
    [InlineData(480, Interval.OneDay)]
    public void A_length_that_is_not_served_takes_part_in_the_next_that_it_divides(double minutes, Interval interval)
    {
        var days = DayCandles.Of([], [(TimeSpan.FromMinutes(minutes), [Rows.Imported(0)])]);
        Assert.All(Intervals.All, served => Assert.Equal(served < interval ? 0 : 1, days[(int)served].Count));
        Assert.True(days[(int)interval][0].Partial);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(4_320)]
    [InlineData(10_080)]
    public void A_length_that_divides_no_interval_is_not_used(int minutes) =>
        Assert.All(DayCandles.Of([], [(TimeSpan.FromMinutes(minutes), [Rows.Imported(0)])]), Assert.Empty);

    [Fact]
    public void Only_days_imported_are_the_days_as_they_are()
    {
        var day = Rows.Imported(0, count: 4);
        var days = DayCandles.Of([], [(TimeSpan.FromDays(1), [day])]);
        Assert.Equal([day], days[(int)Interval.OneDay]);
        Assert.All(days[..(int)Interval.OneDay], Assert.Empty);
    }

    [Fact]
    public void A_hole_is_mended_by_the_import_and_all_that_is_made_of_it_is_whole()
    {
        CandleRow[] trades = [Rows.Trades(0, 1, 5), Rows.Trades(1, 8, 9), Rows.Trades(2, 10, 12)];
        CandleRow[] imported = [.. Enumerable.Range(0, 1_440).Select(i => Rows.Imported(i))];
        var days = DayCandles.Of(trades, [(TimeSpan.FromMinutes(1), imported)]);
        Assert.Equal(
            [CandleOrigin.Import, CandleOrigin.Import, CandleOrigin.Trades, CandleOrigin.Import],
            days[0].Take(4).Select(row => row.Origin));
        Assert.All(days.SelectMany(rows => rows), row => Assert.False(row.Partial));

        Assert.True(DayCandles.Of(trades, [])[(int)Interval.OneDay][0].Partial);
    }

    [Fact]
    public void The_first_candles_mark_stays_and_goes_on_to_the_longer_ones() =>
        Assert.All(
            DayCandles.Of([Rows.Trades(3, 1, 5) with { Partial = true }, Rows.Trades(4, 6, 6)], []),
            rows => Assert.True(rows[0].Partial));

    [Fact]
    public void Lists_that_have_served_before_serve_again()
    {
        var lists = DayCandles.Of([Rows.Trades(3, 1, 5)], [(TimeSpan.FromDays(1), [Rows.Imported(0, count: 4)])]);
        DayCandles.Of([Rows.Trades(9, 6, 7)], [], lists);
        Assert.All(lists.Zip(DayCandles.Of([Rows.Trades(9, 6, 7)], [])), pair => Assert.Equal(pair.Second, pair.First));
    }

    private static void AssertTrue(
        List<CandleRow> rows, Interval interval, Trade[] trades, List<(TimeSpan Length, CandleRow[] Rows)> imports)
    {
        Assert.Equal(rows.Select(row => row.OpenTime).Distinct().Order(), rows.Select(row => row.OpenTime));
        var truth = Published(trades, interval.Length()).ToDictionary(row => row.OpenTime);
        foreach (var row in rows)
        {
            var whole = truth[row.OpenTime];
            Assert.True(row.Volume <= whole.Volume);
            if (!row.Partial)
                Assert.Equal(Prices(whole), Prices(row));
        }

        foreach (var exact in imports.Where(import => import.Length == interval.Length()).SelectMany(import => import.Rows))
            Assert.Equal(Prices(exact), Prices(rows.Find(row => row.OpenTime == exact.OpenTime)));
    }

    private static (Int128 Open, Int128 High, Int128 Low, Int128 Close, Int128 Volume) Prices(CandleRow row) =>
        (row.Open, row.High, row.Low, row.Close, row.Volume);

    private static Gen<Trade[]> TradesOfADay() =>
        TradeGen.Trades(TimeSpan.FromMinutes(7)).Select(trades => trades
            .Select(trade => trade with { EventTime = trade.EventTime - (TradeGen.Start - new Timestamp(Rows.Start)) })
            .Where(trade => trade.EventTime.Microseconds < Rows.Start + Rows.Day)
            .ToArray());

    /// <summary>Up to four lengths of candles as an exchange would publish them, with some left out.</summary>
    private static Gen<List<(TimeSpan Length, CandleRow[] Rows)>> Imports(Trade[] trades) =>
        from lengths in Gen.SubListOf(Lengths)
        from lost in Gen.Choose(0, 9).ListOf(97)
        from chance in Gen.Choose(0, 9)
        select lengths.Take(4).Select(length =>
        {
            var published = Published(trades, TimeSpan.FromMinutes(length));
            return (TimeSpan.FromMinutes(length), published.Where((_, i) => lost[i % 97] >= chance).ToArray());
        }).ToList();

    /// <summary>A candle for each interval of the day, flat ones where nothing traded.</summary>
    private static List<CandleRow> Published(Trade[] trades, TimeSpan length)
    {
        var step = (long)length.TotalMicroseconds;
        var byOpen = trades.GroupBy(trade => trade.EventTime.Microseconds / step * step).ToDictionary(group => group.Key);
        var rows = new List<CandleRow>();
        var close = Rows.Of(trades[0]).Price;
        for (var open = Rows.Start; open < Rows.Start + Rows.Day; open += step)
        {
            TradeRow[] inside = byOpen.TryGetValue(open, out var group) ? Rows.Sorted(group) : [];
            rows.Add(Rows.Imported(0) with
            {
                OpenTime = open,
                Open = inside.Length == 0 ? close : inside[0].Price,
                High = inside.Length == 0 ? close : inside.Max(trade => trade.Price),
                Low = inside.Length == 0 ? close : inside.Min(trade => trade.Price),
                Close = inside.Length == 0 ? close : inside[^1].Price,
                Volume = inside.Aggregate(Int128.Zero, (sum, trade) => sum + trade.Quantity),
                QuoteVolume = CandleRow.UnknownVolume,
                TakerBuyVolume = CandleRow.UnknownVolume,
            });
            close = rows[^1].Close;
        }

        return rows;
    }
}
