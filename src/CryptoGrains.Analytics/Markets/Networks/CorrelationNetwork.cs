using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Markets;

/// <summary>A graph of instruments, with an edge wherever the correlation is stronger than a threshold, in either direction.</summary>
public sealed class CorrelationNetwork
{
    private readonly ImmutableArray<(int Node, NetworkEdge Edge)>[] _neighbours;

    /// <summary>Draws the edges.</summary>
    /// <param name="correlations">The correlations; a pair without one has no edge.</param>
    /// <param name="threshold">|r| must be above this.</param>
    public CorrelationNetwork(CorrelationMatrix correlations, double threshold)
    {
        var edges = ImmutableArray.CreateBuilder<NetworkEdge>();
        var neighbours = new List<(int, NetworkEdge)>[correlations.Size];
        for (var i = 0; i < neighbours.Length; i++)
            neighbours[i] = [];
        for (var left = 0; left < correlations.Size; left++)
        {
            for (var right = left + 1; right < correlations.Size; right++)
            {
                if (correlations[left, right] is not { } correlation || !(Math.Abs(correlation) > threshold))
                    continue;

                var edge = new NetworkEdge(left, right, correlation);
                edges.Add(edge);
                neighbours[left].Add((right, edge));
                neighbours[right].Add((left, edge));
            }
        }

        Edges = edges.DrainToImmutable();
        _neighbours = [.. neighbours.Select(list => list.ToImmutableArray())];
    }

    /// <summary>How many instruments there are.</summary>
    public int Size => _neighbours.Length;

    /// <summary>The edges, by their first instrument and then by their second.</summary>
    public ImmutableArray<NetworkEdge> Edges { get; }

    /// <summary>The instruments that an instrument has edges with, by place.</summary>
    public ImmutableArray<(int Node, NetworkEdge Edge)> NeighboursOf(int node) => _neighbours[node];

    /// <summary>
    /// The connected components: for each instrument the number of its component. They are numbered from 0 in the order of their first instruments.
    /// </summary>
    public ImmutableArray<int> Components()
    {
        const int None = -1;
        var component = new int[Size];
        Array.Fill(component, None);
        var waiting = new Stack<int>();
        var count = 0;
        for (var first = 0; first < Size; first++)
        {
            if (component[first] != None)
                continue;

            component[first] = count;
            waiting.Push(first);
            while (waiting.TryPop(out var node))
            {
                foreach (var (neighbour, _) in NeighboursOf(node))
                {
                    if (component[neighbour] != None)
                        continue;
                    component[neighbour] = count;
                    waiting.Push(neighbour);
                }
            }

            count++;
        }

        return [.. component];
    }
}
