using CryptoGrains.Analytics.Detectors.RobustZ;

namespace CryptoGrains.Analytics.Tests.Detectors.RobustZ;

public class MedianWindowTests
{
    [Fact]
    public void Median_and_deviation_by_hand()
    {
        var window = new MedianWindow(5);
        foreach (var value in (double[])[100, 4, 1, 3, 2])
            window.Add(value);

        // 1 2 3 4 100: the median is 3, the deviations are 2 1 0 1 97, and their median 1.
        Assert.Equal((3, 1), (window.Median, window.Deviation()));

        window.Add(5); // 100 leaves.
        Assert.Equal((3, 1), (window.Median, window.Deviation()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(21)]
    public void They_equal_those_of_the_sorted_last_values(int capacity)
    {
        var random = new Random(capacity);
        var window = new MedianWindow(capacity);
        var all = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            all.Add(random.Next(12)); // Many are equal.
            window.Add(all[^1]);
            var last = all.TakeLast(capacity).ToList();
            var median = Median(last);
            Assert.Equal(median, window.Median);
            Assert.Equal(Median(last.ConvertAll(value => Math.Abs(value - median))), window.Deviation());
        }
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
