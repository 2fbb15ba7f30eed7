using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Detectors;

/// <summary>All detectors. REST and <c>docs/detectors.md</c> are fed from here.</summary>
public static class DetectorCatalogue
{
    /// <summary>The entries, those that are fed with candles first.</summary>
    public static ImmutableArray<DetectorInfo> All { get; } =
    [
    ];

    /// <summary>The entry of a name; null where there is none.</summary>
    public static DetectorInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
