using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.IsolationForest;

/// <summary>A candle as a point. What an imported candle does not tell is 0, in all of its history alike, and cuts nothing apart.</summary>
/// <remarks>Cuts are by order alone, so levels and scales make no difference: a volume may stand for its ratio to the usual one.</remarks>
internal static class BarFeatures
{
    /// <summary>How many numbers a point has.</summary>
    public const int Count = 5;

    /// <summary>The names, in order.</summary>
    public static readonly string[] Names = ["return", "range", "logVolume", "logTrades", "takerBuyImbalance"];

    /// <summary>Writes the point of a candle with volume.</summary>
    public static void Write(in Candle bar, double closeBefore, Span<float> point)
    {
        var volume = (double)bar.Volume;
        point[0] = (float)(((double)bar.Close / closeBefore) - 1);
        point[1] = (float)(((double)bar.High / (double)bar.Low) - 1);
        point[2] = (float)Math.Log(volume);
        point[3] = bar.TradeCount is > 0 and var trades ? (float)Math.Log(trades) : 0;
        point[4] = bar.TakerBuyVolume is { } bought ? (float)((2 * (double)bought / volume) - 1) : 0;
    }
}
