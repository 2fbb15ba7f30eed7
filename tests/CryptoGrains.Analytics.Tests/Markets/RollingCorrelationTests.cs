using CryptoGrains.Analytics.Markets;

namespace CryptoGrains.Analytics.Tests.Markets;

public sealed class RollingCorrelationTests
{
    private const double None = double.NaN;

    [Fact]
    public void Four_bars_by_hand()
    {
        // x = 1 2 3 4, y = 2 1 4 3 thousandths: Σ(x−m)(y−m) = 3, both variances 5. As ranks they are the same.
        var rolling = Numbers.Window(4, 2, [0.001, 0.002], [0.002, 0.001], [0.003, 0.004], [0.004, 0.003]);
        Assert.Equal(0.6, rolling.Pearson()[0, 1]!.Value, 1e-10);
        Assert.Equal(0.6, rolling.Spearman()[0, 1]);
        Assert.Equal(1, rolling.Pearson()[1, 1]);
    }

    [Fact]
    public void Equal_returns_share_the_mean_of_their_ranks()
    {
        // Ranks 1.5 1.5 3 4 and 1 2.5 2.5 4: Σ(x−m)(y−m) = 3.75, both variances 4.5.
        var rolling = Numbers.Window(4, 2, [0.01, 0.1], [0.01, 0.2], [0.05, 0.2], [0.07, 0.9]);
        Assert.Equal(3.75 / 4.5, rolling.Spearman()[1, 0]!.Value, 1e-15);
    }

    [Fact]
    public void A_pair_is_correlated_over_the_bars_that_both_have()
    {
        var rolling = Numbers.Window(5, 3, [0.001, 0.002], [9, None], [0.002, 0.004], [None, 7], [0.003, 0.006]);
        Assert.Equal(1, rolling.Pearson()[0, 1]);
        Assert.Equal(1, rolling.Spearman()[0, 1]);
    }

    [Fact]
    public void Too_few_common_bars_give_null()
    {
        var rolling = Numbers.Window(5, 3, [0.001, 0.002], [9, None], [0.002, 0.004], [None, 7], [None, 8]);
        Assert.Null(rolling.Pearson()[0, 1]);
        Assert.Null(rolling.Spearman()[0, 1]);
        Assert.Equal(1, rolling.Pearson()[0, 0]);
    }

    [Fact]
    public void A_series_that_does_not_move_has_no_correlation_after_whatever_was_before()
    {
        var rolling = Numbers.Window(3, 2, [0.7, 3e-5], [-0.3, 1e-9], [0.1, 0.02], [0.1, 0.4], [0.1, 0.9]);
        Assert.Null(rolling.Pearson()[0, 1]);
        Assert.Null(rolling.Pearson()[0, 0]);
        Assert.Null(rolling.Spearman()[0, 1]);
        Assert.Equal(1, rolling.Pearson()[1, 1]);
    }

    [Fact]
    public void A_return_that_no_price_makes_counts_as_missing()
    {
        var rolling = Numbers.Window(4, 2, [0.001, 0.002], [double.PositiveInfinity, 1], [33, 1], [0.002, 0.004]);
        Assert.Equal(1, rolling.Pearson()[0, 1]);
    }

    [Fact]
    public void The_greatest_window_of_the_greatest_returns_does_not_overflow()
    {
        var rolling = new RollingCorrelation(2, RollingCorrelation.MaxWindow, 2);
        for (var bar = 0; bar < RollingCorrelation.MaxWindow + 10; bar++)
            rolling.Close([bar % 2 == 0 ? 32 : -32, bar % 4 < 2 ? 32 : 31]);
        Assert.Equal(0, rolling.Pearson()[0, 1]);
        Assert.Equal(1, rolling.Pearson()[0, 0]);
        Assert.Equal(0, rolling.Spearman()[0, 1]);
    }
}
