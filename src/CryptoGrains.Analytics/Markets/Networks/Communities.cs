using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Markets;

/// <summary>Instruments in groups that hang together more than chance would have it.</summary>
/// <param name="Of">The number of each instrument's community, from 0 in the order of their first instruments.</param>
/// <param name="Modularity">
/// How much more of the edges' weight lies inside the communities than if edges joined at random: below 1, 0 for chance; null without edges. M. E. J. Newman,
/// Analysis of Weighted Networks, Physical Review E 70, 2004.
/// </param>
public sealed record Communities(ImmutableArray<int> Of, double? Modularity);
