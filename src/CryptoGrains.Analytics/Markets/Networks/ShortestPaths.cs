using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// The shortest ways from one instrument to the others, along the edges' <see cref="NetworkEdge.Distance"/>s. E. W. Dijkstra, A Note on Two Problems in
/// Connexion with Graphs, Numerische Mathematik 1, 1959.
/// </summary>
public sealed class ShortestPaths
{
    private const int None = -1;

    private readonly double[] _distances;
    private readonly int[] _previous;

    /// <summary>Finds the ways. Of equal ones, the one by the lower places is taken.</summary>
    /// <param name="network">The network.</param>
    /// <param name="source">The place of the instrument that they begin at.</param>
    public ShortestPaths(CorrelationNetwork network, int source)
    {
        Source = source;
        _distances = new double[network.Size];
        _previous = new int[network.Size];
        Array.Fill(_distances, double.PositiveInfinity);
        Array.Fill(_previous, None);
        _distances[source] = 0;
        var isDone = new bool[network.Size];
        var waiting = new PriorityQueue<int, (double Distance, int Node)>([(source, (0, source))]);
        while (waiting.TryDequeue(out var node, out _))
        {
            if (isDone[node])
                continue;

            isDone[node] = true;
            foreach (var (neighbour, edge) in network.NeighboursOf(node))
            {
                var distance = _distances[node] + edge.Distance;
                if (isDone[neighbour] || distance >= _distances[neighbour])
                    continue;
                (_distances[neighbour], _previous[neighbour]) = (distance, node);
                waiting.Enqueue(neighbour, (distance, neighbour));
            }
        }
    }

    /// <summary>The place of the instrument that they begin at.</summary>
    public int Source { get; }

    /// <summary>How far an instrument is; null where no way leads to it.</summary>
    public double? DistanceTo(int node) => double.IsFinite(_distances[node]) ? _distances[node] : null;

    /// <summary>The places on the way, from the source to an instrument; none where no way leads there.</summary>
    public ImmutableArray<int> PathTo(int node)
    {
        var path = new Stack<int>();
        if (double.IsFinite(_distances[node]))
        {
            for (; node != None; node = _previous[node])
                path.Push(node);
        }

        return [.. path];
    }
}
