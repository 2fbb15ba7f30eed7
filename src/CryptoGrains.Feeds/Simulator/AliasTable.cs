namespace CryptoGrains.Feeds.Simulator;

/// <summary>Draws an index by weights in constant time: Walker's alias method, in Vose's form.</summary>
internal sealed class AliasTable
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    public AliasTable(ReadOnlySpan<double> weights)
    {
        var count = weights.Length;
        _keep = new double[count];
        _alias = new int[count];
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;

        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = 0; i < count; i++)
        {
            _keep[i] = weights[i] * count / sum;
            (_keep[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            var low = small.Pop();
            var high = large.Pop();
            _alias[low] = high;
            _keep[high] -= 1 - _keep[low];
            (_keep[high] < 1 ? small : large).Push(high);
        }

        // What is left over is 1 but for rounding.
        foreach (var i in small.Concat(large))
            _keep[i] = 1;
    }

    public int Draw(Xoshiro random)
    {
        var index = random.NextBelow(_keep.Length);
        return random.NextUniform() < _keep[index] ? index : _alias[index];
    }
}
