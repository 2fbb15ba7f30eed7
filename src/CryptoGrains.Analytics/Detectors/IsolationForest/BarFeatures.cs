using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.IsolationForest;

/// <summary>A candle as a point. What an imported candle does not tell is 0, in all of its history alike, and cuts nothing apart.</summary>
/// <remarks>
/// Where a feature begins and how it is scaled makes no difference to the cuts: a volume may stand for its ratio to the usual one. But a
/// logarithm does. Volumes are taken by theirs, for one large trade is nothing rare; of a count what is large shall stand out. The
/// takers' imbalance is left out: where few trades make a candle it is any number, and it hid more than it showed.
/// </remarks>
internal static class BarFeatures
{
    /// <summary>How many numbers a point has.</summary>
    public const int Count = 4;

    /// <summary>The names, in order.</summary>
    public static readonly string[] Names = ["move", "range", "logVolume", "trades"];

    /// <summary>Writes the point of a candle with volume.</summary>
    public static void Write(in Candle bar, double closeBefore, Span<float> point)
    {
        point[0] = (float)Math.Abs(((double)bar.Close / closeBefore) - 1);
        point[1] = (float)(((double)bar.High / (double)bar.Low) - 1);
        point[2] = (float)Math.Log((double)bar.Volume);
        point[3] = bar.TradeCount ?? 0;
    }
}
