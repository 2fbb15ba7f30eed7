using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// How central each instrument is: the share of its time that a walker spends there who follows edges, the stronger the likelier, and now and then
/// begins anew anywhere. L. Page, S. Brin, R. Motwani, T. Winograd, The PageRank Citation Ranking, 1999.
/// </summary>
public static class PageRank
{
    /// <summary>How likely the walker is to follow an edge rather than to begin anew.</summary>
    public const double Damping = 0.85;

    /// <summary>The walk is followed until a step changes the shares by no more than this in all. They are then within 6e-12 of their limits, in all.</summary>
    public const double Tolerance = 1e-12;

    /// <summary>Computes the shares, whose sum is 1. An instrument without edges sends its walker anywhere.</summary>
    public static ImmutableArray<double> Of(CorrelationNetwork network)
    {
        var size = network.Size;
        var strength = new double[size];
        foreach (var edge in network.Edges)
        {
            strength[edge.Left] += edge.Weight;
            strength[edge.Right] += edge.Weight;
        }

        var ranks = new double[size];
        var next = new double[size];
        Array.Fill(ranks, 1.0 / size);

        // Each step brings the shares nearer to their limits by the damping, so this ends after some 175.
        for (var change = double.MaxValue; change > Tolerance;)
        {
            var adrift = 0.0;
            for (var node = 0; node < size; node++)
                adrift += strength[node] == 0 ? ranks[node] : 0;

            change = 0;
            for (var node = 0; node < size; node++)
            {
                var followed = adrift / size;
                foreach (var (neighbour, edge) in network.NeighboursOf(node))
                    followed += ranks[neighbour] * edge.Weight / strength[neighbour];
                next[node] = ((1 - Damping) / size) + (Damping * followed);
                change += Math.Abs(next[node] - ranks[node]);
            }

            (ranks, next) = (next, ranks);
        }

        return [.. ranks];
    }
}
