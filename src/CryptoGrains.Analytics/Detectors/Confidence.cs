namespace CryptoGrains.Analytics.Detectors;

/// <summary>How sure a finding is: 0.5 where it only just reaches its threshold, and towards 1 beyond.</summary>
/// <remarks>It orders the findings of one detector. It is no probability: nobody labels markets densely enough to calibrate one.</remarks>
public static class Confidence
{
    /// <summary>For a strength without upper bound: 1 − threshold / (2 · strength), so twice the threshold gives 0.75.</summary>
    public static double OfStrength(double strength, double threshold) =>
        strength <= 0 ? 0 : Math.Clamp(1 - (threshold / (2 * strength)), 0, 1);

    /// <summary>For a score from 0 to 1: straight from 0.5 at the threshold to 1 at 1.</summary>
    public static double OfScore(double score, double threshold) =>
        threshold >= 1 ? 1 : Math.Clamp(0.5 + (0.5 * (score - threshold) / (1 - threshold)), 0, 1);
}
