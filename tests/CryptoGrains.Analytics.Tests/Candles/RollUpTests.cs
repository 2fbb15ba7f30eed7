using CryptoGrains.Analytics.Candles;
using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class RollUpTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Rolled_up_minutes_are_what_all_their_trades_add_up_to()
    {
        var property = Prop.ForAll(
            TradeGen.Trades(TimeSpan.FromMinutes(20)).ToArbitrary(),
            trades =>
            {
                foreach (var interval in Intervals.All)
                {
                    Assert.Equal(
                        Recomputation.Candles(trades, interval),
                        Rows.RolledUp(Rows.Minutes(trades), Minute, interval).Select(Rows.Values));
                }
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_the_parts_know_the_whole_is_their_sum()
    {
        var property = Prop.ForAll(
            Rows.Minutes().ToArbitrary(),
            rows => Assert.Equal(Recomputed(rows, 5), Rows.RolledUp(rows, Minute, Interval.FiveMinutes)));
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Missing_imported_parts_make_the_whole_partial()
    {
        CandleRow[] four = [Rows.Imported(0), Rows.Imported(1), Rows.Imported(2), Rows.Imported(4)];
        Assert.True(Assert.Single(Rows.RolledUp(four, Minute, Interval.FiveMinutes)).Partial);
        Assert.False(Assert.Single(Rows.RolledUp([.. four, Rows.Imported(3)], Minute, Interval.FiveMinutes)).Partial);
        Assert.True(Assert.Single(Rows.RolledUp([Rows.Trades(0, 1, 2), Rows.Imported(1)], Minute, Interval.FiveMinutes)).Partial);
    }

    [Fact]
    public void Silent_minutes_do_not_make_trades_partial() =>
        Assert.False(Assert.Single(Rows.RolledUp([Rows.Trades(0, 1, 2), Rows.Trades(4, 3, 5)], Minute, Interval.FiveMinutes)).Partial);

    [Fact]
    public void The_flat_candle_of_a_silent_minute_lends_no_price()
    {
        var silent = Rows.Imported(0, volume: 0) with { Open = 1, High = 1, Low = 1, Close = 1 };
        var five = Assert.Single(Rows.RolledUp([silent, Rows.Imported(1), silent with { OpenTime = Rows.Start + (4 * Rows.Minute) }], Minute, Interval.FiveMinutes));
        Assert.Equal((100, 100, 100, 100), (five.Open, five.High, five.Low, five.Close));
        Assert.Equal(1, Assert.Single(Rows.RolledUp([silent], Minute, Interval.FiveMinutes)).Close);
    }

    [Fact]
    public void What_is_not_a_whole_multiple_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Rows.RolledUp([], TimeSpan.FromMinutes(3), Interval.FiveMinutes));

    private static CandleRow[] Recomputed(CandleRow[] rows, int minutes) =>
    [
        .. from row in rows
           group row by Interval.FiveMinutes.OpenOf(new Timestamp(row.OpenTime)).Microseconds into parts
           let traded = parts.Where(part => part.Volume > 0).DefaultIfEmpty(parts.First()).ToArray()
           select new CandleRow
        {
            OpenTime = parts.Key,
            Open = traded[0].Open,
            High = traded.Max(part => part.High),
            Low = traded.Min(part => part.Low),
            Close = traded[^1].Close,
            Volume = parts.Aggregate(Int128.Zero, (sum, part) => sum + part.Volume),
            QuoteVolume = Sum(parts.Select(part => part.QuoteVolume)),
            TakerBuyVolume = Sum(parts.Select(part => part.TakerBuyVolume)),
            TradeCount = parts.Any(part => part.TradeCount == CandleRow.UnknownCount) ? CandleRow.UnknownCount : parts.Sum(part => part.TradeCount),
            FirstTradeId = parts.First().FirstTradeId,
            LastTradeId = parts.Last().LastTradeId,
            Partial = parts.Any(part => part.Partial) || (parts.Any(IsImported) && parts.Count() < minutes),
            Origin = parts.Any(IsImported) ? CandleOrigin.Import : CandleOrigin.Trades,
        },
    ];

    private static bool IsImported(CandleRow row) => row.Origin == CandleOrigin.Import;

    private static Int128 Sum(IEnumerable<Int128> volumes) =>
        volumes.Contains(CandleRow.UnknownVolume) ? CandleRow.UnknownVolume : volumes.Aggregate(Int128.Zero, (sum, volume) => sum + volume);
}
