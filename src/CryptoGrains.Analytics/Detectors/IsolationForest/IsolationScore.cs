namespace CryptoGrains.Analytics.Detectors.IsolationForest;

/// <summary>
/// How easily random cuts isolate a point from a sample of others: s = 2^(−E(h) / c(ψ)), of Liu, Ting and Zhou, Isolation Forest, 2008.
/// Near 1 is an anomaly; a whole sample without anomalies scores about 0.5.
/// </summary>
/// <remarks>
/// A tree is drawn for the one point that it is asked about. Where that point goes needs only the nodes on its way, and the cuts beside
/// it need not be drawn: their chances are independent of it. So a score costs O(ψ) a tree, a forest needs no memory, and none has to
/// be kept, or to grow old.
/// </remarks>
internal static class IsolationScore
{
    private const double EulersConstant = 0.5772156649015329;

    /// <summary>The score of a point.</summary>
    /// <param name="points">The points before it, one after the other, each of as many numbers as <paramref name="point"/>.</param>
    /// <param name="point">The point.</param>
    /// <param name="trees">How many trees.</param>
    /// <param name="sampleSize">How many points each tree is made of, without repetition; all, where there are fewer.</param>
    /// <param name="random">Where the cuts come from.</param>
    public static double Of(ReadOnlySpan<float> points, ReadOnlySpan<float> point, int trees, int sampleSize, SplitMix64 random)
    {
        var count = points.Length / point.Length;
        var size = Math.Min(sampleSize, count);
        if (size < 2)
            return 0.5;

        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        var sample = new int[size];
        var mostCuts = (int)Math.Ceiling(Math.Log2(size));
        var sum = 0.0;
        for (var tree = 0; tree < trees; tree++)
        {
            for (var i = 0; i < size; i++)
            {
                var other = i + random.NextBelow(count - i);
                (order[i], order[other]) = (order[other], order[i]);
            }

            order.AsSpan(0, size).CopyTo(sample);
            sum += PathLength(points, point, sample, mostCuts, ref random);
        }

        return Math.Pow(2, -sum / trees / MeanPath(size));
    }

    /// <summary>c(n): the mean length of an unsuccessful search in a binary search tree of n points.</summary>
    public static double MeanPath(int count) => count switch
    {
        <= 1 => 0,
        2 => 1,
        _ => (2 * (Math.Log(count - 1) + EulersConstant)) - (2.0 * (count - 1) / count),
    };

    /// <summary>h(x): the cuts on the point's way, and c of those that were not cut apart.</summary>
    private static double PathLength(
        ReadOnlySpan<float> points, ReadOnlySpan<float> point, Span<int> sample, int mostCuts, ref SplitMix64 random)
    {
        var cuts = 0;
        while (cuts < mostCuts && sample.Length > 1 && TryCut(points, point, sample, ref random, out var kept))
        {
            sample = sample[..kept];
            cuts++;
        }

        return cuts + MeanPath(sample.Length);
    }

    /// <summary>Cuts at a random value of a random feature, and brings those on the point's side to the front.</summary>
    /// <returns>Whether there was a feature in which the sample differs.</returns>
    private static bool TryCut(
        ReadOnlySpan<float> points, ReadOnlySpan<float> point, Span<int> sample, ref SplitMix64 random, out int kept)
    {
        // Features in random order, the first that varies: each that varies is as likely as the others.
        Span<int> features = stackalloc int[point.Length];
        for (var i = 0; i < features.Length; i++)
            features[i] = i;

        for (var left = features.Length; left > 0; left--)
        {
            var drawn = random.NextBelow(left);
            var feature = features[drawn];
            features[drawn] = features[left - 1];
            var (least, most) = (float.MaxValue, float.MinValue);
            foreach (var index in sample)
            {
                var value = points[(index * point.Length) + feature];
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }

            if (least == most)
                continue;

            var cut = least + (random.NextUniform() * ((double)most - least));
            var isBelow = point[feature] < cut;
            kept = 0;
            for (var i = 0; i < sample.Length; i++)
            {
                if (points[(sample[i] * point.Length) + feature] < cut == isBelow)
                    (sample[kept++], sample[i]) = (sample[i], sample[kept]);
            }

            return true;
        }

        kept = sample.Length;
        return false;
    }
}
