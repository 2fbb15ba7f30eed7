namespace CryptoGrains.History.Verify;

/// <summary>The feature columns of a row of <c>daily_filled</c>, as the file holds them.</summary>
internal sealed record ServedFeature(double? AveragePrice, double? Ma7, double? Ma30, double? Return);
