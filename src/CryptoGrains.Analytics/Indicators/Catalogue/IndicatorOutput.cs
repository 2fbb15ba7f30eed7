namespace CryptoGrains.Analytics.Indicators;

/// <summary>One of the values that an indicator has at each bar.</summary>
/// <param name="Name">Its name: <c>histogram</c>.</param>
/// <param name="Meaning">What it says, and its unit.</param>
public sealed record IndicatorOutput(string Name, string Meaning);
