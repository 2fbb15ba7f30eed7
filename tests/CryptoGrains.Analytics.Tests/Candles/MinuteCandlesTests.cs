using CryptoGrains.Analytics.Candles;
using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class MinuteCandlesTests
{
    private static readonly long Unit = FixedPoint.PowerOfTen(CandleRow.Decimals);

    [Fact]
    public void Minutes_are_what_their_trades_add_up_to()
    {
        var property = Prop.ForAll(
            TradeGen.Trades(TimeSpan.FromSeconds(40)).ToArbitrary(),
            trades => Assert.Equal(
                Recomputation.Candles(trades, Interval.OneMinute),
                Rows.Minutes(trades).Select(Rows.Values)));
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_trade_at_the_very_end_of_a_minute_belongs_to_the_next()
    {
        var minutes = Sum(Trade(0, 1), Trade(Rows.Minute - 1, 2), Trade(Rows.Minute, 3), out var refused);
        Assert.Equal(0, refused);
        Assert.Equal([(1L, 2L), (3L, 3L)], minutes.Select(minute => (minute.FirstTradeId, minute.LastTradeId)));
    }

    [Fact]
    public void Open_and_close_go_by_time_and_then_by_id()
    {
        var minute = Assert.Single(Sum(
            Trade(5, 7) with { Price = 3 * Unit }, Trade(5, 8) with { Price = 5 * Unit }, Trade(6, 2) with { Price = 4 * Unit }, out _));
        Assert.Equal((3 * (Int128)Unit, 4 * (Int128)Unit), (minute.Open, minute.Close));
        Assert.Equal((7, 2), (minute.FirstTradeId, minute.LastTradeId));
    }

    [Fact]
    public void What_cannot_be_kept_is_left_out_and_counted()
    {
        var tooManyDecimals = Trade(1, 2) with { Price = 1, Quantity = 1 };
        var tooMuch = Trade(2, 3) with { Price = CandleRow.Greatest, Quantity = CandleRow.Greatest };
        var minute = Assert.Single(Sum(Trade(0, 1), tooManyDecimals, tooMuch, out var refused));
        Assert.Equal(2, refused);
        Assert.Equal((1, 1, 1), (minute.TradeCount, minute.FirstTradeId, minute.LastTradeId));
        Assert.Equal(Unit, minute.Volume);
    }

    [Fact]
    public void A_days_sums_stop_at_the_greatest_and_the_next_day_begins_anew()
    {
        // 10^21 of the quote asset are the most of one day.
        var most = Trade(0, 1) with { Price = 10 * Unit, Quantity = CandleRow.Greatest / 10 };
        var minutes = Sum(most, Trade(Rows.Minute, 2), Trade(Rows.Day, 3), out var refused);
        Assert.Equal(1, refused);
        Assert.Equal([(1L, 10_000 * CandleRow.Greatest), (3L, FixedPoint.PowerOfTen(16))], minutes.Select(minute => (minute.FirstTradeId, minute.QuoteVolume)));
    }

    [Fact]
    public void A_minute_of_trades_that_cannot_be_kept_is_no_candle()
    {
        Assert.Empty(Sum(Trade(0, 1) with { Quantity = 0 }, Trade(1, 2) with { Price = -1 }, Trade(Rows.Minute, 3) with { Price = 0 }, out var refused));
        Assert.Equal(3, refused);
    }

    private static TradeRow Trade(long after, long id) => new(Rows.Start + after, id, Unit, Unit, TakerBuys: true);

    private static List<CandleRow> Sum(TradeRow one, TradeRow two, TradeRow three, out int refused)
    {
        var minutes = new List<CandleRow>();
        refused = MinuteCandles.Of([one, two, three], minutes);

        // In parts they come to the same.
        var inParts = new List<CandleRow>();
        var parts = new MinuteCandles(inParts);
        parts.Add([one]);
        parts.Add([]);
        parts.Add([two, three]);
        parts.Finish();
        Assert.Equal(refused, parts.Refused);
        Assert.Equal(minutes, inParts);
        return minutes;
    }
}
