using CryptoGrains.Analytics.Markets;

namespace CryptoGrains.Analytics.Tests.Markets;

public sealed class CorrelationNetworkTests
{
    // A triangle 0 1 2 and a pair 3 4; 5 is alone.
    private static readonly CorrelationNetwork Network = new(
        Numbers.Correlations(
            6,
            0.9,
            0.8, 0.7,
            0.1, 0.2, 0.5,
            0, null, 0.3, -0.6,
            null, null, 0.2, 0.1, 0.4),
        threshold: 0.5);

    [Fact]
    public void An_edge_is_a_correlation_above_the_threshold_in_either_direction() =>
        Assert.Equal([new(0, 1, 0.9), new(0, 2, 0.8), new(1, 2, 0.7), new(3, 4, -0.6)], Network.Edges);

    [Fact]
    public void Components_are_numbered_by_their_first_instruments() => Assert.Equal([0, 0, 0, 1, 1, 2], Network.Components());

    [Fact]
    public void Distances_are_Mantegnas()
    {
        Assert.Equal(0, new NetworkEdge(0, 1, 1).Distance);
        Assert.Equal(1, new NetworkEdge(0, 1, 0.5).Distance);
        Assert.Equal(2, new NetworkEdge(0, 1, -1).Distance);
    }

    [Fact]
    public void A_way_over_another_instrument_is_taken_where_it_is_shorter()
    {
        // √0.02 + √0.02 = 0.283, and √0.2 = 0.447 straight.
        var paths = new ShortestPaths(new CorrelationNetwork(Numbers.Correlations(4, 0.99, 0.9, 0.99, null, null, null), 0.5), source: 0);
        Assert.Equal([0, 1, 2], paths.PathTo(2));
        Assert.Equal(2 * Math.Sqrt(0.02), paths.DistanceTo(2)!.Value, 1e-15);
        Assert.Equal([0], paths.PathTo(0));
        Assert.Null(paths.DistanceTo(3));
        Assert.Empty(paths.PathTo(3));
    }

    [Fact]
    public void Without_edges_every_instrument_is_as_central_and_a_community_of_its_own()
    {
        var network = new CorrelationNetwork(Numbers.Correlations(4, 0.5, 0.4, 0.3, 0.2, 0.1, 0), threshold: 0.5);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], PageRank.Of(network));
        var communities = Louvain.Of(network);
        Assert.Equal([0, 1, 2, 3], communities.Of);
        Assert.Null(communities.Modularity);
    }

    [Fact]
    public void The_middle_of_a_star_is_the_most_central()
    {
        // c = 0.15/4 + 0.85 · 3l and l = 0.15/4 + 0.85 · c/3.
        var ranks = PageRank.Of(new CorrelationNetwork(Numbers.Correlations(4, 0.9, 0.9, 0, 0.9, 0, 0), 0.5));
        var middle = ((0.15 / 4) * (1 + (3 * 0.85))) / (1 - (0.85 * 0.85));
        Assert.Equal(middle, ranks[0], 6e-12);
        Assert.Equal((1 - middle) / 3, ranks[2], 6e-12);
    }

    [Fact]
    public void Two_triangles_that_hang_on_one_edge_are_two_communities()
    {
        // Edges of weight 1 and a bridge of weight 1: Q = 2 · (6/14 − (7/14)²) = 5/14.
        double?[] lower = new double?[15];
        foreach (var (left, right) in new[] { (1, 0), (2, 0), (2, 1), (4, 3), (5, 3), (5, 4), (3, 2) })
            lower[(left * (left - 1) / 2) + right] = 1;
        var communities = Louvain.Of(new CorrelationNetwork(Numbers.Correlations(6, lower), 0.5));
        Assert.Equal([0, 0, 0, 1, 1, 1], communities.Of);
        Assert.Equal(5.0 / 14, communities.Modularity!.Value, 1e-15);
    }
}
