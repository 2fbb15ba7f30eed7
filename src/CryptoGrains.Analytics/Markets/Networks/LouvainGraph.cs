namespace CryptoGrains.Analytics.Markets;

/// <summary>A weighted graph whose nodes may be whole communities.</summary>
internal sealed class LouvainGraph
{
    /// <summary>Of each node twice the weight of the edges inside it.</summary>
    private readonly double[] _inside;

    private LouvainGraph(double[] inside, List<(int Node, double Weight)>[] links)
    {
        _inside = inside;
        Links = links;
        Degrees = [.. inside.Zip(links, (within, others) => within + others.Sum(link => link.Weight))];
        Total = Degrees.Sum();
    }

    public int Size => _inside.Length;

    /// <summary>The edges of each node with others.</summary>
    public List<(int Node, double Weight)>[] Links { get; }

    /// <summary>The weight of each node's edges, those inside counted twice.</summary>
    public double[] Degrees { get; }

    /// <summary>Twice the weight of all edges.</summary>
    public double Total { get; }

    public static LouvainGraph Of(CorrelationNetwork network) => new(
        new double[network.Size],
        [.. Enumerable.Range(0, network.Size).Select(node => network.NeighboursOf(node).Select(other => (other.Node, other.Edge.Weight)).ToList())]);

    /// <summary>The graph of the communities.</summary>
    /// <param name="community">Each node's community.</param>
    /// <param name="count">How many there are.</param>
    public LouvainGraph Joined(int[] community, int count)
    {
        var inside = new double[count];
        var weights = new SortedDictionary<int, double>[count];
        for (var i = 0; i < count; i++)
            weights[i] = [];
        for (var node = 0; node < Size; node++)
        {
            var own = community[node];
            inside[own] += _inside[node];
            foreach (var (neighbour, weight) in Links[node])
            {
                var other = community[neighbour];
                if (other == own)
                    inside[own] += weight;
                else
                    weights[own][other] = weights[own].GetValueOrDefault(other) + weight;
            }
        }

        return new LouvainGraph(inside, [.. weights.Select(all => all.Select(pair => (pair.Key, pair.Value)).ToList())]);
    }

    /// <summary>The modularity, each node being a community.</summary>
    public double Modularity()
    {
        var modularity = 0.0;
        for (var node = 0; node < Size; node++)
            modularity += (_inside[node] / Total) - Math.Pow(Degrees[node] / Total, 2);
        return modularity;
    }
}
