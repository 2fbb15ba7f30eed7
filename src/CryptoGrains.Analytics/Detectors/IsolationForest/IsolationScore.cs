namespace CryptoGrains.Analytics.Detectors.IsolationForest;

/// <summary>
/// How easily random cuts isolate a point from a sample of others: s = 2^(−E(h) / c(ψ)), of Liu, Ting and Zhou, Isolation Forest, 2008.
/// Near 1 is an anomaly; a whole sample without anomalies scores about 0.5.
/// </summary>
/// <remarks>
/// A tree is drawn for the one point that it is asked about. Where that point goes needs only the nodes on its way, and the cuts beside
/// it need not be drawn: their chances are independent of it. So a score costs O(ψ) a tree, and no tree has to be kept, or grows old.
/// </remarks>
internal static class IsolationScore
{
    private const double EulersConstant = 0.5772156649015329;

    /// <summary>The score of a point.</summary>
    /// <param name="sample">The points before it, of which each tree is made, feature by feature: all of the first, and so on.</param>
    /// <param name="point">The point: a number for each feature.</param>
    /// <param name="trees">How many trees.</param>
    /// <param name="random">Where the cuts come from.</param>
    public static double Of(ReadOnlySpan<float> sample, ReadOnlySpan<float> point, int trees, SplitMix64 random)
    {
        var size = sample.Length / point.Length;
        if (size < 2)
            return 0.5;

        var forest = new Sample(sample, point, stackalloc int[size]);
        var sum = 0.0;
        for (var tree = 0; tree < trees; tree++)
            sum += forest.PathLength(ref random);
        return Math.Pow(2, -sum / trees / MeanPath(size));
    }

    /// <summary>c(n): the mean length of an unsuccessful search in a binary search tree of n points.</summary>
    public static double MeanPath(int count) => count switch
    {
        <= 1 => 0,
        2 => 1,
        _ => (2 * (Math.Log(count - 1) + EulersConstant)) - (2.0 * (count - 1) / count),
    };

    private readonly ref struct Sample(ReadOnlySpan<float> values, ReadOnlySpan<float> point, Span<int> indices)
    {
        private readonly ReadOnlySpan<float> _values = values;
        private readonly ReadOnlySpan<float> _point = point;
        private readonly Span<int> _indices = indices;

        /// <summary>h(x): the cuts on the point's way through a new tree, and c of those that were not cut apart.</summary>
        public double PathLength(ref SplitMix64 random)
        {
            for (var i = 0; i < _indices.Length; i++)
                _indices[i] = i;

            var (cuts, left) = (0, _indices.Length);
            var mostCuts = (int)Math.Ceiling(Math.Log2(left));
            while (cuts < mostCuts && left > 1 && TryCut(ref left, ref random))
                cuts++;
            return cuts + MeanPath(left);
        }

        /// <summary>Cuts at a random value of a random feature, and keeps those on the point's side.</summary>
        /// <returns>Whether there was a feature in which those left differ.</returns>
        private bool TryCut(ref int left, ref SplitMix64 random)
        {
            // Features in random order, the first that varies: each that varies is as likely as the others.
            Span<int> features = stackalloc int[_point.Length];
            for (var i = 0; i < features.Length; i++)
                features[i] = i;

            for (var undrawn = features.Length; undrawn > 0; undrawn--)
            {
                var drawn = random.NextBelow(undrawn);
                var feature = features[drawn];
                features[drawn] = features[undrawn - 1];
                var column = _values.Slice(feature * _indices.Length, _indices.Length);
                var (least, most) = Bounds(column, _indices[..left]);
                if (least == most)
                    continue;

                var cut = least + (random.NextUniform() * ((double)most - least));
                left = Keep(column, _indices[..left], (float)cut, _point[feature] < (float)cut);
                return true;
            }

            return false;
        }

        private static (float Least, float Most) Bounds(ReadOnlySpan<float> column, ReadOnlySpan<int> indices)
        {
            var (least, most) = (float.MaxValue, float.MinValue);
            foreach (var index in indices)
            {
                var value = column[index];
                least = value < least ? value : least;
                most = value > most ? value : most;
            }

            return (least, most);
        }

        private static int Keep(ReadOnlySpan<float> column, Span<int> indices, float cut, bool below)
        {
            var kept = 0;
            foreach (var index in indices)
            {
                indices[kept] = index;
                kept += column[index] < cut == below ? 1 : 0;
            }

            return kept;
        }
    }
}
