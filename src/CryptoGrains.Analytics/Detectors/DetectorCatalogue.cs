using System.Collections.Immutable;
using CryptoGrains.Analytics.Detectors.Divergence;
using CryptoGrains.Analytics.Detectors.FlashCrash;
using CryptoGrains.Analytics.Detectors.IsolationForest;
using CryptoGrains.Analytics.Detectors.PumpAndDump;
using CryptoGrains.Analytics.Detectors.RobustZ;
using CryptoGrains.Analytics.Detectors.StaleFeed;
using CryptoGrains.Analytics.Detectors.WashTrading;

namespace CryptoGrains.Analytics.Detectors;

/// <summary>All detectors. REST and <c>docs/detectors.md</c> are fed from here.</summary>
public static class DetectorCatalogue
{
    /// <summary>The entries, those that are fed with candles first.</summary>
    public static ImmutableArray<DetectorInfo> All { get; } =
    [
        RobustZDetector.OfReturns,
        RobustZDetector.OfVolumes,
        IsolationForestDetector.Information,
        FlashCrashDetector.Information,
        PumpAndDumpDetector.Information,
        StaleFeedDetector.Information,
        DivergenceDetector.Information,
        WashTradingDetector.Information,
    ];

    /// <summary>The entry of a name; null where there is none.</summary>
    public static DetectorInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
