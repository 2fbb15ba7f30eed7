using CryptoGrains.Analytics.Markets;

namespace CryptoGrains.Analytics.Tests.Markets;

public sealed class SeriesStatisticsTests
{
    [Fact]
    public void Autocorrelation_by_hand()
    {
        // Deviations −1.5 −0.5 0.5 1.5: Σd² = 5, lag 1: 0.75 − 0.25 + 0.75 = 1.25, lag 2: −0.75 − 0.75 = −1.5, lag 3: −2.25.
        var result = Of(5, 1, 2, 3, 4);
        Assert.Equal([0.25, -0.3, -0.45, 0, 0], result.Lags);
        Assert.Equal(1.959963984540054 / 2, result.Band);
    }

    [Fact]
    public void A_missing_value_is_left_out_and_none_moves_up()
    {
        // Mean 2, deviations −1 · 1 0: Σd² = 2, lag 1: 1 · 0 = 0, lag 2: −1 · 1 = −1.
        var result = Of(2, 1, null, 3, 2);
        Assert.Equal([0, -0.5], result.Lags);
        Assert.Equal(3, result.Count);
    }

    [Fact]
    public void What_does_not_move_or_is_not_there_has_no_autocorrelation()
    {
        Assert.Equal([null, null], Of(2, 0.1, 0.1, 0.1).Lags);
        Assert.Equal((0, null), (Of(1, [null]).Count, Of(1, [null]).Band));
    }

    [Fact]
    public void Chi_square_by_hand()
    {
        // Expected 15 15 / 15 15: four times 25/15. For one degree of freedom p = erfc(√(χ²/2)).
        var test = ChiSquareTest.Of([[20, 10], [10, 20]])!;
        Assert.Equal(20.0 / 3, test.Statistic, 1e-14);
        Assert.Equal(1, test.DegreesOfFreedom);
        Assert.Equal(0.009823274507519235, test.PValue, 1e-15);
        Assert.Equal(15, test.LeastExpected);
    }

    [Fact]
    public void Rows_and_columns_without_observations_are_left_out()
    {
        Assert.Equal(ChiSquareTest.Of([[20, 10], [10, 20]]), ChiSquareTest.Of([[20, 0, 10], [0, 0, 0], [10, 0, 20]]));
        Assert.Null(ChiSquareTest.Of([[5, 0], [7, 0]]));
        Assert.Null(ChiSquareTest.Of([[0, 0], [0, 0]]));
        Assert.Null(ChiSquareTest.Of([]));
    }

    [Fact]
    public void Weekdays_begin_with_Monday_and_hours_with_midnight()
    {
        var returns = new[] { (Numbers.Hour(0), 0.1), (Numbers.Hour(1), -0.2), (Numbers.Hour(2), 0.6), (Numbers.Hour(24), 0.0), (Numbers.Hour(6 * 24), 0.3) };

        var days = Seasonality.ByWeekday(returns);
        Assert.Equal(7, days.Groups.Length);
        Assert.Equal(3, days.Groups[0].Count);
        Assert.Equal(0.5 / 3, days.Groups[0].Mean!.Value, 1e-15);
        Assert.Equal(0.1, days.Groups[0].Median);
        Assert.Equal((2, 1), (days.Groups[0].Up, days.Groups[0].Down));
        Assert.Equal(new SeasonGroup(1, 0, 0, 0, 0), days.Groups[1]);
        Assert.Equal(new SeasonGroup(0, null, null, 0, 0), days.Groups[2]);
        Assert.Equal(1, days.Groups[6].Count);

        var hours = Seasonality.ByHour(returns);
        Assert.Equal([3, 1, 1], hours.Groups.Take(3).Select(group => group.Count));
        Assert.All(hours.Groups.Skip(3), group => Assert.Equal(0, group.Count));
    }

    [Fact]
    public void A_column_by_hand()
    {
        // Mean 4, deviations −3 −2 −1 6: Σd² = 50, Σd³ = 180, Σd⁴ = 1394.
        var statistics = ColumnStatistics.Of([1, null, 2, 10, 3, null]);
        Assert.Equal((4, 2, 4, 1, 10), (statistics.Count, statistics.Nulls, statistics.Mean, statistics.Min, statistics.Max));
        Assert.Equal((1.75, 2.5, 4.75), (statistics.LowerQuartile, statistics.Median, statistics.UpperQuartile));
        Assert.Equal(Math.Sqrt(50 / 3.0), statistics.StandardDeviation!.Value, 1e-14);
        Assert.Equal(Math.Sqrt(12) / 2 * (180 / 4.0) / Math.Pow(12.5, 1.5), statistics.Skewness!.Value, 1e-13);
        Assert.Equal(3.0 / 2 * ((5 * (((1394 / 4.0) / (12.5 * 12.5)) - 3)) + 6), statistics.Kurtosis!.Value, 1e-12);
    }

    [Fact]
    public void Too_few_or_equal_numbers_leave_nulls()
    {
        Assert.Equal(new ColumnStatistics(0, 1, null, null, null, null, null, null, null, null, null), ColumnStatistics.Of([null]));
        Assert.Equal(new ColumnStatistics(1, 0, 5, null, 5, 5, 5, 5, 5, null, null), ColumnStatistics.Of([5]));
        Assert.Equal(new ColumnStatistics(5, 0, 0.1, 0, 0.1, 0.1, 0.1, 0.1, 0.1, null, null), ColumnStatistics.Of([0.1, 0.1, 0.1, 0.1, 0.1]));
        Assert.Null(ColumnStatistics.Of([1, 2]).Skewness);
        Assert.Null(ColumnStatistics.Of([1, 2, 4]).Kurtosis);
    }

    /// <summary>Of a value an hour; null where there is none.</summary>
    private static Autocorrelation Of(int lags, params double?[] values) => Autocorrelation.Of(
        [.. values.Select((value, hour) => (Numbers.Hour(hour), value)).Where(one => one.value is not null).Select(one => (one.Item1, one.value!.Value))],
        Market.Interval.OneHour,
        lags);
}
