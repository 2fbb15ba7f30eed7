namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// Communities by the Louvain method: each node moves to the neighbouring community that raises the modularity the most, until none can; then the
/// communities are the nodes of a smaller graph, and so on. V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, Fast Unfolding of Communities in Large
/// Networks, Journal of Statistical Mechanics, 2008.
/// </summary>
/// <remarks>
/// Nodes move in their order, and of equal communities the one with the lowest number is taken, so the same network always has the same communities.
/// Another order may find others that are about as good: the method is a heuristic.
/// </remarks>
public static class Louvain
{
    /// <summary>A move must raise the modularity by more than this share: less may be rounding, and could go round for ever.</summary>
    private const double LeastGain = 1e-12;

    /// <summary>Finds the communities of a network whose edges weigh |r|.</summary>
    public static Communities Of(CorrelationNetwork network)
    {
        var graph = LouvainGraph.Of(network);
        if (graph.Total == 0)
            return new Communities([.. Enumerable.Range(0, network.Size)], Modularity: null);

        var community = Enumerable.Range(0, network.Size).ToArray();
        while (true)
        {
            var moved = Move(graph);
            var numbers = InOrderOfFirst(moved);
            for (var node = 0; node < community.Length; node++)
                community[node] = numbers[moved[community[node]]];

            var smaller = graph.Joined([.. moved.Select(number => numbers[number])], numbers.Count);
            if (smaller.Size == graph.Size)
                return new Communities([.. community], graph.Modularity());
            graph = smaller;
        }
    }

    /// <summary>Moves single nodes, each at first a community of its own, until no move gains any more.</summary>
    private static int[] Move(LouvainGraph graph)
    {
        var community = Enumerable.Range(0, graph.Size).ToArray();
        var degrees = graph.Degrees.ToArray();
        var links = new double[graph.Size];
        for (var isMoving = true; isMoving;)
        {
            isMoving = false;
            for (var node = 0; node < graph.Size; node++)
            {
                var best = BestOf(graph, node, community, degrees, links);
                isMoving |= best != community[node];
                community[node] = best;
                degrees[best] += graph.Degrees[node];
            }
        }

        return community;
    }

    /// <summary>Takes a node out of its community, and finds where it belongs.</summary>
    private static int BestOf(LouvainGraph graph, int node, int[] community, double[] degrees, double[] links)
    {
        var own = community[node];
        var degree = graph.Degrees[node];
        degrees[own] -= degree;
        foreach (var (neighbour, weight) in graph.Links[node])
            links[community[neighbour]] += weight;

        // The gain by the total weight: what the node is linked with there, less what chance would link it with.
        var (best, most) = (own, links[own] - (degrees[own] * degree / graph.Total) + (LeastGain * graph.Total));
        foreach (var (neighbour, _) in graph.Links[node])
        {
            var there = community[neighbour];
            var gain = links[there] - (degrees[there] * degree / graph.Total);
            if (there != own && (gain > most || (gain == most && best != own && there < best)))
                (best, most) = (there, gain);
        }

        foreach (var (neighbour, _) in graph.Links[node])
            links[community[neighbour]] = 0;
        return best;
    }

    private static Dictionary<int, int> InOrderOfFirst(int[] community) =>
        community.Distinct().Select((number, place) => (number, place)).ToDictionary(pair => pair.number, pair => pair.place);
}
