using CryptoGrains.Analytics.Detectors.WashTrading;

namespace CryptoGrains.Analytics.Tests.Detectors.WashTrading;

public class SizeProfileTests
{
    private const int Count = 6_000;

    [Fact]
    public void Sizes_that_are_even_on_a_logarithmic_scale_follow_Benford()
    {
        var random = new Random(3);
        Assert.InRange(Of(Enumerable.Range(0, Count).Select(_ => Math.Pow(10, 4 * random.NextDouble()))).BenfordExcess(), 0, 0.2);
    }

    [Fact]
    public void The_deviation_from_Benford_by_hand()
    {
        // All begin with 5, whose share should be log10(1.2): the deviations sum to 2 (1 - log10(1.2)), and chance gives little.
        var expected = 2 * (1 - Math.Log10(1.2)) / 9 / 0.015;
        Assert.InRange(Of(Enumerable.Repeat(500.0, Count)).BenfordExcess(), expected - 0.3, expected);
    }

    [Fact]
    public void The_round_share_counts_one_digit_and_zeros() =>
        Assert.Equal(4 / 7.0, Of([0.05, 200, 1, 0.000_9, 0.055, 210, 10.01]).RoundShare);

    [Theory]
    [InlineData(1.2)]
    [InlineData(1.8)]
    [InlineData(3)]
    public void The_tail_exponent_of_a_power_law_is_its_own(double exponent) =>
        Assert.InRange(Of(PowerLaw(exponent, Count)).TailExponent(), exponent * 0.85, exponent * 1.15);

    internal static SizeProfile Of(IEnumerable<double> sizes)
    {
        var profile = new SizeProfile();
        foreach (var size in sizes)
            profile.Add(Detectors.Made.Trade(0, 1, Math.Round(size, 5)));
        return profile;
    }

    /// <summary>Sizes from 10 on of which a share of x^(-exponent) is beyond 10 x.</summary>
    internal static List<double> PowerLaw(double exponent, int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => 10 * Math.Pow(1 - random.NextDouble(), -1 / exponent))];
    }
}
