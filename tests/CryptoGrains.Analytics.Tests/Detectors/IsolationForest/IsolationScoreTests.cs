using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Detectors.IsolationForest;

namespace CryptoGrains.Analytics.Tests.Detectors.IsolationForest;

public class IsolationScoreTests
{
    private const int Size = 256;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1.207392)] // 2 (ln 2 + γ) − 2 · 2/3
    [InlineData(256, 10.244771)] // 2 (ln 255 + γ) − 2 · 255/256
    public void The_mean_path_by_hand(int count, double expected) => Assert.Equal(expected, IsolationScore.MeanPath(count), 5);

    [Fact]
    public void One_cut_isolates_a_point_from_two() =>

        // Two points are cut apart once, whatever the cut: h = 1 = c(2), so the score is 2^(−1).
        Assert.Equal(0.5, Score([0, 10], [20]), 12);

    [Fact]
    public void Points_that_are_all_equal_are_never_cut() =>

        // h = 0 + c(4), so the score is 2^(−1) again, also of a point elsewhere.
        Assert.Equal(0.5, Score([7, 7, 7, 7], [100]), 12);

    [Fact]
    public void A_point_outside_of_three_has_the_score_of_its_exact_chances()
    {
        // Of 0, 1 and 9 a point at 20 goes right. The first cut is below 1 with chance 1/9 and leaves 1 and 9, which one more cut parts
        // (h = 2); else it leaves 9 alone (h = 1). E(h) = 10/9.
        var expected = Math.Pow(2, -10.0 / 9 / IsolationScore.MeanPath(3));
        Assert.Equal(expected, Score([0, 1, 9], [20], trees: 200_000), 2);
    }

    [Fact]
    public void A_feature_in_which_nothing_differs_makes_no_difference()
    {
        var (sample, _) = Sample();
        float[] withConstant = [.. sample.AsSpan(0, Size), .. Enumerable.Repeat(3f, Size)];
        Assert.Equal(Score(sample[..Size], [2], trees: 4_000), Score(withConstant, [2, 3], trees: 4_000), 2);
    }

    // What the npm package ml-isolation-forest 0.1.0 says of the same points with 4,000 trees. It allows one cut more than the paper,
    // whose c(n) stands for the cuts that are not made: that is a difference in the third decimal.
    [Theory]
    [InlineData(0, 0, 0, 0.3862)]
    [InlineData(1, 1, 1, 0.4304)]
    [InlineData(3, 0, 0, 0.5556)]
    [InlineData(0, 12, 0, 0.5459)]
    [InlineData(5, 20, -5, 0.7212)]
    [InlineData(-100, 0, 0, 0.5919)]
    public void Another_implementation_gives_the_same_scores(float x, float y, float z, double expected)
    {
        var (sample, first) = Sample();
        Assert.Equal(0.1988423466682434f, first);
        Assert.InRange(Score(sample, [x, y, z], trees: 4_000), expected - 0.012, expected + 0.012);
    }

    [Fact]
    public void The_same_seed_gives_the_same_score_and_a_hundred_trees_are_near_to_many()
    {
        var (sample, _) = Sample();
        Assert.Equal(Score(sample, [3, 0, 0]), Score(sample, [3, 0, 0]));
        Assert.NotEqual(Score(sample, [3, 0, 0]), Score(sample, [3, 0, 0], seed: 2));
        Assert.Equal(0.5556, Score(sample, [3, 0, 0]), 0.05);
    }

    private static double Score(float[] sample, float[] point, int trees = 100, ulong seed = 1) =>
        IsolationScore.Of(sample, point, trees, new SplitMix64(seed));

    // Bells of deviation 1, 3 and 1, out of a linear congruential generator that any language can repeat.
    private static (float[] Sample, float First) Sample()
    {
        var state = 1UL;
        var sample = new float[3 * Size];
        for (var i = 0; i < Size; i++)
        {
            for (var feature = 0; feature < 3; feature++)
            {
                var bell = -6.0;
                for (var k = 0; k < 12; k++)
                {
                    state = (state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
                    bell += (state >> 40) / 16_777_216.0;
                }

                sample[(feature * Size) + i] = (float)((feature == 1 ? 3 : 1) * bell);
            }
        }

        return (sample, sample[0]);
    }
}
