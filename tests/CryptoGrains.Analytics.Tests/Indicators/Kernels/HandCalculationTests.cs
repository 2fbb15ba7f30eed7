using CryptoGrains.Analytics.Indicators;

namespace CryptoGrains.Analytics.Tests.Indicators;

/// <summary>Each indicator on a few bars that one can work out on paper; numbers that a double holds are compared exactly.</summary>
public sealed class HandCalculationTests
{
    // As many steps as a formula has, each rounded to half of the last of 53 bits.
    private const double FewRoundings = 4 * 1.2e-16;

    [Fact]
    public void Sma_is_the_mean_of_the_last_closes() =>
        Assert.Equal([null, null, 2.0, 3.0, 5.0], Feeding.Run("sma(3)", Feeding.Closes(1, 2, 3, 4, 8)));

    [Fact]
    public void Ema_begins_with_a_mean_and_moves_by_half_for_three() =>
        Assert.Equal([null, null, 2.0, 3.0, 5.5, 3.25], Feeding.Run("ema(3)", Feeding.Closes(1, 2, 3, 4, 8, 1)));

    [Fact]
    public void Rsi_is_wilders()
    {
        // Changes +2 −1 +3 −4. Seeds: gain 2/2, loss 1/2, so 100 · 1/1.5. Then gain (1+3)/2, loss 0.5/2: 100 · 2/2.25. Then 2/2 and (0.25+4)/2.
        var values = Feeding.Run("rsi(2)", Feeding.Closes(10, 12, 11, 14, 10));
        AssertNear([null, null, 200 / 3.0, 800 / 9.0, 32.0], values);
    }

    [Fact]
    public void Rsi_of_a_market_that_only_rises_falls_or_stands()
    {
        Assert.Equal(100, Feeding.Run("rsi(2)", Feeding.Closes(1, 2, 3, 4))[^1]);
        Assert.Equal(0, Feeding.Run("rsi(2)", Feeding.Closes(4, 3, 2, 1))[^1]);
        Assert.Equal(50, Feeding.Run("rsi(2)", Feeding.Closes(5, 5, 5, 5))[^1]);
    }

    [Fact]
    public void Rsi_of_a_market_that_moved_once_long_ago_keeps_its_proportion_until_that_has_faded_and_is_50_then()
    {
        var values = Feeding.Run("rsi(2)", Feeding.Closes([1, 2, 1.5, .. Enumerable.Repeat(1.5, 2_000)]));
        Assert.All(values[2..], value => Assert.True(value is 50 || Math.Abs(value!.Value - (200 / 3.0)) < 1e-12, $"{value}"));
        Assert.Equal(50, values[^1]);
    }

    [Fact]
    public void Macd_is_the_distance_of_two_averages_and_its_signal_their_average()
    {
        // ema(2): 1.5 at bar 1, then by 2/3: 2.5, 3.5, 6.5. ema(3): 2 at bar 2, then by 1/2: 3, 5.5. Line .5 .5 1; signal(2): (.5+.5)/2, then by 2/3.
        var bars = Feeding.Closes(1, 2, 3, 4, 8);
        AssertNear([null, null, 0.5, 0.5, 1.0], Feeding.Run("macd(2,3,2)", bars));
        AssertNear([null, null, null, 0.5, 0.5 + (1 / 3.0)], Feeding.Run("macd(2,3,2).signal", bars));
        AssertNear([null, null, null, 0.0, 1 / 6.0], Feeding.Run("macd(2,3,2).histogram", bars), absolute: 1e-15);
    }

    [Fact]
    public void Bollinger_has_the_population_deviation()
    {
        // The textbook's eight numbers: mean 5, deviation 2.
        var bars = Feeding.Closes(2, 4, 4, 4, 5, 5, 7, 9);
        Assert.Equal(5.0, Feeding.Run("bollinger(8,2)", bars)[^1]);
        Assert.Equal(9.0, Feeding.Run("bollinger(8,2).upper", bars)[^1]);
        Assert.Equal(1.0, Feeding.Run("bollinger(8,2).lower", bars)[^1]);
        Assert.Equal(1.0, Feeding.Run("bollinger(8,2).percent_b", bars)[^1]);
        Assert.Equal(1.6, Feeding.Run("bollinger(8,2).bandwidth", bars)[^1]);
        Assert.Null(Feeding.Run("bollinger(8,2)", bars)[6]);
    }

    [Fact]
    public void Bollinger_of_a_flat_market_has_no_width_whatever_came_before()
    {
        var bars = Feeding.Closes([1e6, 3.3e-5, 0.1, .. Enumerable.Repeat(0.1, 20)]);
        Assert.Equal(0.1, Feeding.Run("bollinger(20,2).upper", bars)[^1]);
        Assert.Equal(0.0, Feeding.Run("bollinger(20,2).bandwidth", bars)[^1]);
        Assert.Null(Feeding.Run("bollinger(20,2).percent_b", bars)[^1]);
    }

    [Fact]
    public void Atr_has_jumps_in_it_and_begins_at_the_second_bar()
    {
        // True ranges: none; 12 − 9 = 3; jump up 20 − 10 = 10; down 20 − 15 = 5. Mean 6.5, then (6.5 + 5)/2.
        Bar[] bars = [Feeding.Bar(0, 11, 8, 10, 1), Feeding.Bar(1, 12, 9, 10, 1), Feeding.Bar(2, 20, 18, 20, 1), Feeding.Bar(3, 17, 15, 16, 1)];
        Assert.Equal([null, null, 6.5, 5.75], Feeding.Run("atr(2)", bars));
    }

    [Fact]
    public void Vwap_begins_anew_at_midnight_and_is_known_only_of_a_day_seen_from_its_beginning()
    {
        const int day = 1_440;
        Bar[] bars =
        [
            Feeding.Bar(-1, 9, 9, 9, 5, 45), Feeding.Bar(3, 10, 10, 10, 2, 20), Feeding.Bar(9, 13, 13, 13, 1, 13),
            Feeding.Bar(day, 9, 9, 9, 0, 0), Feeding.Bar(day + 1, 8, 8, 8, 4, 32), Feeding.Bar(day + 2, 8, 8, 8, 4), Feeding.Bar(day + 3, 8, 8, 8, 4, 32),
            Feeding.Bar(2 * day, 7, 7, 7, 2, 14),
        ];
        Assert.Equal([null, 10.0, 11.0, null, 8.0, null, null, 7.0], Feeding.Run("vwap", bars));
        Assert.Equal(9.0, Feeding.Run("vwap", [Feeding.Bar(0, 9, 9, 9, 5, 45)])[0]);
    }

    [Fact]
    public void Obv_adds_what_rose_and_takes_away_what_fell()
    {
        Bar[] bars = [Feeding.Bar(0, 1, 1, 1, 7), Feeding.Bar(1, 2, 2, 2, 3), Feeding.Bar(2, 2, 2, 2, 9), Feeding.Bar(3, 1, 1, 1, 5)];
        Assert.Equal([0.0, 3.0, 3.0, -2.0], Feeding.Run("obv", bars));
    }

    [Fact]
    public void Realised_volatility_is_the_root_of_the_squared_log_returns()
    {
        // Each doubling or halving is ln 2 squared.
        var values = Feeding.Run("realised-volatility(2)", Feeding.Closes(1, 2, 1, 4, 4, 4));
        var ln2 = Math.Log(2);
        AssertNear([null, null, Math.Sqrt(2) * ln2, Math.Sqrt(5) * ln2, 2 * ln2, 0.0], values);
    }

    [Fact]
    public void Ewma_volatility_weighs_each_square_by_lambda_times_the_next_ones()
    {
        // With lambda 1/2 the weights before the first bar are below 1 % after 7 returns: 2^-7 < 0.01.
        var values = Feeding.Run("ewma-volatility(0.5)", Feeding.Closes(1, 2, 2, 2, 2, 2, 2, 4));
        Assert.All(values[..7], value => Assert.Null(value));
        AssertNear([Math.Log(2) * Math.Sqrt((1 + (1 / 64.0)) / (127 / 64.0))], values[7..]);
    }

    [Fact]
    public void Return_goes_by_time_and_takes_the_last_close_there_was()
    {
        Bar[] bars =
        [
            Feeding.Bar(0, 8, 8, 8, 1), Feeding.Bar(4, 12, 12, 12, 1), Feeding.Bar(5, 10, 10, 10, 1), Feeding.Bar(8, 14, 14, 14, 1),
            Feeding.Bar(9, 15, 15, 15, 1), Feeding.Bar(600, 20, 20, 20, 1),
        ];
        Assert.Equal([null, null, 0.25, 0.75, 0.25, 5 / 15.0], Feeding.Run("return(5m)", bars));
    }

    [Fact]
    public void Volume_ratio_holds_a_bar_against_those_before_it()
    {
        Bar[] bars = [Feeding.Bar(0, 1, 1, 1, 2), Feeding.Bar(1, 1, 1, 1, 4), Feeding.Bar(2, 1, 1, 1, 9), Feeding.Bar(3, 1, 1, 1, 13)];
        Assert.Equal([null, null, 3.0, 2.0], Feeding.Run("volume-ratio(2)", bars));
        Assert.Equal([null, null, null], Feeding.Run("volume-ratio(2)", bars[..3].Select(bar => bar with { Volume = 0 })));
    }

    [Fact]
    public void Min_is_the_lowest_low_and_max_the_highest_high()
    {
        Bar[] bars = [Feeding.Bar(0, 9, 1, 5, 1), Feeding.Bar(1, 7, 3, 5, 1), Feeding.Bar(2, 6, 4, 5, 1), Feeding.Bar(3, 8, 2, 5, 1)];
        Assert.Equal([null, 1.0, 3.0, 2.0], Feeding.Run("min(2)", bars));
        Assert.Equal([null, 9.0, 7.0, 8.0], Feeding.Run("max(2)", bars));
    }

    [Theory]
    [InlineData(TrendClass.StrongBullish, 1, 1, 2, 3)] // 2.5 > 1.75, and no fall.
    [InlineData(TrendClass.WeakBullish, 1, 9, 10, 5)] // 7.5 > 6.25; gain (8 + 1)/2/2 = 2.25, loss 5/2.
    [InlineData(TrendClass.StrongBearish, 3, 3, 2, 1)]
    [InlineData(TrendClass.WeakBearish, 6, 4, 3, 6)] // 4.5 < 4.75; gain 3/2, loss (2 + 1)/2/2 = 0.75.
    [InlineData(TrendClass.WeakBearish, 5, 5, 5, 5)]
    public void Trend_is_one_of_four(TrendClass expected, double first, double second, double third, double fourth) =>
        Assert.Equal((double)expected, Feeding.Run("trend(2,4,2)", Feeding.Closes(first, second, third, fourth))[^1]);

    [Fact]
    public void Trade_signal_is_rsi_and_macd_together()
    {
        // Seven real years: the rule worked out from the two indicators' own values, and each side met at least once.
        var bars = Feeding.Klines("2017-2024/BTCUSDT_1h");
        var rsi = Feeding.Run("rsi", bars, Market.Interval.OneHour);
        var line = Feeding.Run("macd", bars, Market.Interval.OneHour);
        var signal = Feeding.Run("macd.signal", bars, Market.Interval.OneHour);
        var sides = Feeding.Run("trade-signal", bars, Market.Interval.OneHour);
        for (var i = 0; i < bars.Length; i++)
            Assert.Equal(signal[i] is null ? null : rsi[i] < 30 && line[i] > signal[i] ? 1 : rsi[i] > 70 && line[i] < signal[i] ? -1 : 0, sides[i]);
        Assert.Contains(1, sides);
        Assert.Contains(-1, sides);
    }

    private static void AssertNear(double?[] expected, double?[] values, double absolute = 0)
    {
        Assert.Equal(expected.Length, values.Length);
        foreach (var (wanted, value) in expected.Zip(values))
        {
            Assert.Equal(wanted is null, value is null);
            Assert.True(wanted is null || Math.Abs(value!.Value - wanted.Value) <= absolute + (FewRoundings * Math.Abs(wanted.Value)), $"{wanted} is {value}");
        }
    }
}
