namespace CryptoGrains.Analytics.Candles;

/// <summary>What is computed beside a day's candle.</summary>
/// <param name="AveragePrice">Quote volume / volume; null where either is not known or nothing traded.</param>
/// <param name="Ma7">The mean of the closes of this row and the 6 before it; null until there are 7.</param>
/// <param name="Ma30">The mean of the closes of this row and the 29 before it; null until there are 30.</param>
/// <param name="Return">Close / close of the row before − 1; null in the first row.</param>
public readonly record struct DailyFeature(double? AveragePrice, double? Ma7, double? Ma30, double? Return);
