using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Windows;

public sealed class InstrumentWindowsTests
{
    private static readonly Timestamp Midnight = Timestamp.From(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));

    private readonly InstrumentWindows _windows = new();
    private long _nextId = 1;

    [Fact]
    public void A_candle_closes_when_the_watermark_passes_its_end_and_not_before()
    {
        Trade(seconds: 10);
        Trade(seconds: 61.999);
        Assert.False(Minute(0).Closed);

        Trade(seconds: 62);
        Assert.True(Minute(0).Closed);
        Assert.False(Minute(1).Closed);
    }

    [Fact]
    public void The_venues_clock_closes_the_candle_of_a_silent_market()
    {
        Trade(seconds: 10);
        _windows.AdvanceClock(At(62));
        Assert.True(Minute(0).Closed);
        Assert.Single(Minutes());
    }

    [Fact]
    public void A_market_that_is_new_to_its_venue_goes_by_the_venues_clock_from_its_first_trade_on()
    {
        Assert.False(_windows.AdvanceClock(At(1_000)));
        Assert.Equal(TradeOutcome.TooLate, Trade(seconds: 97));
        Assert.Null(_windows.Summary());
        Assert.Empty(Minutes());

        Assert.Equal(TradeOutcome.Counted, Trade(seconds: 98));
        Assert.Equal(At(998), _windows.Watermark);
        Assert.True(Minutes().Single().Closed);
    }

    [Fact]
    public void A_late_trade_changes_a_closed_candle_and_raises_its_revision_in_each_interval_that_is_closed()
    {
        Trade(seconds: 10, price: 100);
        Trade(seconds: 400, price: 101);
        Assert.Equal(TradeOutcome.Counted, Trade(seconds: 11, price: 90));

        Assert.Equal((90m, 90m, 1), (Minute(0).Low, Minute(0).Close, Minute(0).Revision));
        Assert.Equal(1, Only(Interval.FiveMinutes, 0).Revision);
        Assert.Equal((90m, 101m, 0), (Only(Interval.OneHour, 0).Low, Only(Interval.OneHour, 0).Close, Only(Interval.OneHour, 0).Revision));
    }

    [Fact]
    public void What_is_served_elsewhere_is_let_go_but_for_what_trades_may_still_change_and_the_minutes_of_the_24_hours()
    {
        const int hours = 72;
        var remembering = new InstrumentWindows();
        for (var minute = 0; minute <= hours * 60; minute++)
        {
            Trade(seconds: minute * 60);
            remembering.Apply(TradeGen.Trade(minute + 1, At(minute * 60), 100, 1));
        }

        Assert.True(_windows.Forget(At(hours * 3_600)));
        Assert.False(_windows.Forget(At(hours * 3_600)));
        Assert.Equal(1_440, Minutes().Length);
        Assert.Equal(2, CandlesOf(_windows, Interval.OneHour).Length);
        foreach (var interval in Intervals.All)
        {
            var kept = CandlesOf(_windows, interval);
            Assert.NotEmpty(kept);
            Assert.Equal(CandlesOf(remembering, interval)[^kept.Length..], kept);
        }

        Assert.Equal(remembering.Summary(), _windows.Summary());

        // As late as a trade may be: the hour that it falls into is still whole.
        Assert.Equal(TradeOutcome.Counted, Trade(seconds: (hours * 3_600) - 900));
        Assert.Equal(61, CandlesOf(_windows, Interval.OneHour)[0].TradeCount);
    }

    [Fact]
    public void The_last_price_of_a_market_long_silent_is_not_let_go()
    {
        Trade(seconds: 10, price: 7);
        _windows.AdvanceClock(At(10 * 86_400));
        _windows.Forget(At(10 * 86_400));
        Assert.Equal(7, _windows.Summary()!.Value.Last);
    }

    [Fact]
    public void A_late_trade_makes_the_candle_that_was_not_there()
    {
        Trade(seconds: 10);
        Trade(seconds: 400);
        Trade(seconds: 70);
        Assert.Equal([0, 60, 360], Minutes().Select(candle => (candle.OpenTime - Midnight).TotalSeconds));
        Assert.Equal((true, 1), (Minute(1).Closed, Minute(1).Revision));
    }

    [Fact]
    public void A_trade_later_than_the_lateness_is_counted_as_that_and_changes_nothing()
    {
        Trade(seconds: 0);
        Trade(seconds: 902);
        Assert.Equal(TradeOutcome.Counted, Trade(seconds: 0));
        Trade(seconds: 903);
        var before = Minutes();

        Assert.Equal(TradeOutcome.TooLate, Trade(seconds: 0.5));
        Assert.Equal(before, Minutes());
        Assert.Equal(1, _windows.TooLate);
    }

    [Fact]
    public void The_first_candle_of_every_interval_is_partial_and_the_next_is_not()
    {
        Trade(seconds: 10);
        Trade(seconds: 70);
        Assert.True(Minute(0).Partial);
        Assert.False(Minute(1).Partial);
        Assert.True(Only(Interval.OneDay, 0).Partial);
    }

    [Fact]
    public void A_hole_in_the_ids_is_a_gap_once_the_watermark_has_passed_it_and_its_candles_are_partial()
    {
        Trade(seconds: 10);
        Trade(seconds: 70, id: 10);
        Trade(seconds: 130, id: 20);
        Assert.Equal([new TradeGap(2, 9, At(10), At(70))], _windows.Gaps());

        Trade(seconds: 200, id: 21);
        Assert.Equal([new TradeGap(2, 9, At(10), At(70)), new TradeGap(11, 19, At(70), At(130))], _windows.Gaps());
        Assert.Equal([true, true, true, false], Minutes().Select(candle => candle.Partial));
    }

    [Fact]
    public void A_gap_that_is_filled_is_no_gap()
    {
        Trade(seconds: 10);
        Trade(seconds: 70);
        Trade(seconds: 130, id: 5);
        Trade(seconds: 200, id: 6);
        var mark = _windows.Mark();
        Trade(seconds: 75, id: 3);
        Assert.Equal([new TradeGap(4, 4, At(75), At(130))], _windows.Gaps());
        Trade(seconds: 100, id: 4);

        Assert.Empty(_windows.Gaps());
        Assert.Equal([true, false, false, false], Minutes().Select(candle => candle.Partial));
        Assert.Equal(Minutes()[1..3], _windows.CandlesChangedSince(Interval.OneMinute, mark));
    }

    [Fact]
    public void Too_many_gaps_are_forgotten_from_the_oldest_and_their_candles_stay_partial()
    {
        var windows = new InstrumentWindows(new WindowOptions { Gaps = 2 });
        for (var i = 0; i < 6; i++)
            windows.Apply(TradeGen.Trade(1 + (2 * i), At(60 * i)));
        windows.AdvanceClock(At(400));
        Assert.Equal(5, windows.Gaps().Length);

        windows.Apply(TradeGen.Trade(12, At(2_000)));
        windows.Apply(TradeGen.Trade(13, At(2_001)));
        Assert.Equal(2, windows.Gaps().Length);
        Assert.Equal(3, windows.ForgottenGaps);
        Assert.All(windows.Candles(Interval.OneMinute, null, null, 10).Candles[..5], candle => Assert.True(candle.Partial));
        Assert.Equal(TradeOutcome.Duplicate, windows.Apply(TradeGen.Trade(2, At(1))));
    }

    [Fact]
    public void However_many_gaps_there_are_within_the_lateness_each_can_still_be_filled()
    {
        const int count = 20_000;
        foreach (var id in Enumerable.Range(0, count).Where(i => i % 2 == 0).Concat(Enumerable.Range(0, count).Where(i => i % 2 == 1)))
            Trade(seconds: id / 100.0, id: id);

        Assert.Equal((count, 0, 0), (_windows.TotalTrades, _windows.Duplicates, _windows.ForgottenGaps));
        Assert.Equal(count, Only(Interval.OneHour, 0).TradeCount);
        Assert.Empty(_windows.Gaps());
    }

    [Theory]
    [InlineData("0.00001234", "13000000000000.5", "SHIB: tiny prices, a day's volume above 1e13")]
    [InlineData("100000.01", "0.00000001", "BTC")]
    [InlineData("0.000000000001", "9000000", "the finest price there may be")]
    public void Sums_are_exact(string priceText, string quantityText, string market)
    {
        var (price, quantity) = (decimal.Parse(priceText), decimal.Parse(quantityText));
        for (var i = 0; i < 1_000; i++)
            Trade(seconds: i / 100.0, price: price, quantity: quantity);

        Assert.True(Minute(0).Volume == quantity * 1_000, market);
        Assert.True(Minute(0).QuoteVolume == price * quantity * 1_000, market);
        Assert.True(Minute(0).Vwap == price, market);
    }

    [Fact]
    public void A_finer_price_makes_the_decimals_finer_and_changes_no_value()
    {
        Trade(seconds: 1, price: 61837.63m, quantity: 0.02m);
        Trade(seconds: 2, price: 61837.631m, quantity: 0.00000001m);
        Assert.Equal((61837.63m, 61837.631m), (Minute(0).Open, Minute(0).Close));
        Assert.Equal(0.02000001m, Minute(0).Volume);
        Assert.Equal((61837.63m * 0.02m) + (61837.631m * 0.00000001m), Minute(0).QuoteVolume);
    }

    [Fact]
    public void What_could_no_longer_be_summed_exactly_is_refused_and_the_market_goes_on()
    {
        Trade(seconds: 1, price: 61837.63m);
        Assert.Equal(TradeOutcome.Refused, Trade(seconds: 2, price: 9_000_000_000_000m, quantity: 9_000_000_000_000_000m));
        Assert.Equal(TradeOutcome.Counted, Trade(seconds: 3, price: 61837.64m));
        Assert.Equal((2, 61837.64m, 2m), (Minute(0).TradeCount, Minute(0).High, Minute(0).Volume));
    }

    [Fact]
    public void A_trade_too_fine_for_its_market_is_refused_and_not_all_that_follow()
    {
        Trade(seconds: 1, price: 61837.63m, quantity: 0.02m);
        Trade(seconds: 2, price: 61837.63m, quantity: 0.000000000001m);
        Assert.Equal(TradeOutcome.Refused, Trade(seconds: 3, price: 61837.630001m, quantity: 1m));
        Assert.Equal(TradeOutcome.Counted, Trade(seconds: 4, price: 61837.64m, quantity: 1_000_000m));
    }

    [Fact]
    public void Great_and_tiny_quantities_are_counted_in_either_order()
    {
        var (great, tiny) = (100_000_000_000m, 0.00000001m);
        Assert.Equal(TradeOutcome.Counted, Trade(seconds: 1, price: 0.00001234m, quantity: great));
        Assert.Equal(TradeOutcome.Counted, Trade(seconds: 2, price: 0.00001234m, quantity: tiny));
        Assert.Equal(TradeOutcome.Counted, Trade(seconds: 3, price: 0.00001234m, quantity: great));
        Assert.Equal(great + great + tiny, Minute(0).Volume);
        Assert.Equal(0.00001234m * (great + great + tiny), Minute(0).QuoteVolume);
    }

    [Fact]
    public void A_clock_says_whether_it_closed_anything()
    {
        Trade(seconds: 10);
        Assert.False(_windows.AdvanceClock(At(30)));
        Assert.True(_windows.AdvanceClock(At(62)));
        Assert.False(_windows.AdvanceClock(At(70)));
        Assert.True(_windows.AdvanceClock(At(302)));
    }

    [Fact]
    public void Only_so_many_candles_are_kept()
    {
        for (var i = 0; i < 4_000; i++)
            Trade(seconds: 60 * i);

        Assert.Equal(1_500, Minutes().Length);
        Assert.Equal(At(60 * 2_500), Minutes()[0].OpenTime);
        Assert.Equal(At(60 * 3_999), Minutes()[^1].OpenTime);
        Assert.Equal(500, _windows.Candles(Interval.FiveMinutes, null, null, 10_000).Candles.Length);
    }

    [Fact]
    public void A_range_is_half_open_and_a_page_says_where_the_next_begins()
    {
        for (var i = 0; i < 10; i++)
            Trade(seconds: 60 * i);

        var (candles, next) = _windows.Candles(Interval.OneMinute, At(60), At(480), 3);
        Assert.Equal([At(60), At(120), At(180)], candles.Select(candle => candle.OpenTime));
        Assert.Equal(At(240), next);

        (candles, next) = _windows.Candles(Interval.OneMinute, next, At(480), 100);
        Assert.Equal(4, candles.Length);
        Assert.Null(next);

        (candles, next) = _windows.Candles(Interval.OneMinute, null, At(480), 2);
        Assert.Equal([At(360), At(420)], candles.Select(candle => candle.OpenTime));
        Assert.Null(next);

        Assert.Empty(_windows.Candles(Interval.OneMinute, At(480), At(60), 100).Candles);
    }

    [Fact]
    public void The_day_is_the_running_minute_and_the_1439_before_it()
    {
        Trade(seconds: 30, price: 50);
        Trade(seconds: 60, price: 60);
        Trade(seconds: (60 * 1_440) + 59, price: 70);
        var summary = _windows.Summary()!.Value;
        Assert.Equal((70m, 60m, 2L), (summary.Last, summary.Day!.Value.Open, summary.Day.Value.TradeCount));

        _windows.AdvanceClock(At(60 * 3_000));
        summary = _windows.Summary()!.Value;
        Assert.Equal(70m, summary.Last);
        Assert.Null(summary.Day);
    }

    [Fact]
    public void The_rate_is_over_the_last_sixty_seconds_of_event_time()
    {
        for (var i = 0; i < 600; i++)
            Trade(seconds: i / 10.0);
        Assert.Equal(10.0, _windows.Summary()!.Value.TradesPerSecond);

        _windows.AdvanceClock(At(89));
        Assert.Equal(5.0, _windows.Summary()!.Value.TradesPerSecond);
        _windows.AdvanceClock(At(1_000));
        Assert.Equal(0.0, _windows.Summary()!.Value.TradesPerSecond);
    }

    [Fact]
    public void Limits_that_contradict_each_other_are_refused_in_a_sentence()
    {
        var refused = Assert.Throws<ArgumentException>(() => new InstrumentWindows(new WindowOptions { MinuteCandles = 60 }));
        Assert.Contains("60 minute candles are too few", refused.Message);
    }

    private TradeOutcome Trade(double seconds, decimal price = 100m, decimal quantity = 1m, long? id = null)
    {
        var trade = TradeGen.Trade(id ?? _nextId, At(seconds), price, quantity);
        _nextId = trade.Id + 1;
        return _windows.Apply(trade);
    }

    private static Timestamp At(double seconds) => Midnight + TimeSpan.FromSeconds(seconds);

    private System.Collections.Immutable.ImmutableArray<Candle> Minutes() =>
        _windows.Candles(Interval.OneMinute, null, null, 10_000).Candles;

    private static Candle[] CandlesOf(InstrumentWindows windows, Interval interval) => [.. windows.Candles(interval, null, null, 10_000).Candles];

    private Candle Minute(int minute) => Only(Interval.OneMinute, 60 * minute);

    private Candle Only(Interval interval, double seconds) =>
        Assert.Single(_windows.Candles(interval, At(seconds), At(seconds) + interval.Length(), 10).Candles);
}
