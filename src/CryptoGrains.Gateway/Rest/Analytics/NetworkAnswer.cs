using System.Collections.Immutable;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>The instruments as a graph.</summary>
/// <param name="Interval">The candles' interval.</param>
/// <param name="Method">How the correlations were computed: <c>pearson</c> or <c>spearman</c>.</param>
/// <param name="Window">How many bars they are over.</param>
/// <param name="LastBar">The open time of the window's last bar, in ms since 1970; null where there are no candles.</param>
/// <param name="Threshold">Instruments are joined whose correlation is above this, or below its negative.</param>
/// <param name="Nodes">The instruments, by name.</param>
/// <param name="Edges">The joined pairs.</param>
/// <param name="Modularity">How much the communities hang together beyond chance: below 1; null without edges.</param>
/// <param name="Paths">The shortest ways to each hub.</param>
public sealed record NetworkAnswer(
    string Interval,
    string Method,
    int Window,
    long? LastBar,
    double Threshold,
    IReadOnlyList<NodeAnswer> Nodes,
    IReadOnlyList<EdgeAnswer> Edges,
    double? Modularity,
    IReadOnlyList<HubAnswer> Paths)
{
    internal static NetworkAnswer Of(
        CorrelationRequest request, PriceMatrix matrix, CorrelationNetwork network, double threshold, ImmutableArray<int> hubs)
    {
        var (ranks, components, communities) = (PageRank.Of(network), network.Components(), Louvain.Of(network));
        string[] names = [.. matrix.Instruments.Select(instrument => instrument.Name)];
        return new NetworkAnswer(
            request.Interval.Name(),
            request.Method,
            request.Window,
            matrix.Times is [.., var last] ? last.UnixMilliseconds : null,
            threshold,
            [.. names.Select((name, node) => new NodeAnswer(name, network.NeighboursOf(node).Length, ranks[node], components[node], communities.Of[node]))],
            [.. network.Edges.Select(edge => new EdgeAnswer(names[edge.Left], names[edge.Right], edge.Correlation, edge.Distance))],
            communities.Modularity,
            [.. hubs.Select(hub => HubAnswer.Of(names, new ShortestPaths(network, hub)))]);
    }
}

/// <summary>An instrument in the graph.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Degree">How many edges it has.</param>
/// <param name="PageRank">How central it is: a share of 1.</param>
/// <param name="Component">The number of its connected component.</param>
/// <param name="Community">The number of its community.</param>
public sealed record NodeAnswer(string Symbol, int Degree, double PageRank, int Component, int Community);

/// <summary>Two instruments that are joined.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
/// <param name="Correlation">Their correlation r.</param>
/// <param name="Distance">√(2(1 − r)).</param>
public sealed record EdgeAnswer(string Left, string Right, double Correlation, double Distance);

/// <summary>The shortest ways to one instrument.</summary>
/// <param name="Hub">The instrument.</param>
/// <param name="Ways">A way from each that is joined with it over whatever others.</param>
public sealed record HubAnswer(string Hub, IReadOnlyList<WayAnswer> Ways)
{
    internal static HubAnswer Of(string[] names, ShortestPaths paths) => new(
        names[paths.Source],
        [.. from node in Enumerable.Range(0, names.Length)
            where node != paths.Source && paths.DistanceTo(node) is not null
            select new WayAnswer(names[node], paths.DistanceTo(node)!.Value, [.. paths.PathTo(node).Reverse().Select(place => names[place])])]);
}

/// <summary>A way from an instrument to a hub.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Distance">The sum of the edges' distances.</param>
/// <param name="Path">The instruments on the way, from this one to the hub.</param>
public sealed record WayAnswer(string Symbol, double Distance, IReadOnlyList<string> Path);
