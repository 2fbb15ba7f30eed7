namespace CryptoGrains.Analytics.Detectors;

/// <summary>One number that a detector saw.</summary>
/// <param name="Name">Its name, as the catalogue lists it; fractions are fractions, lengths are seconds.</param>
/// <param name="Value">The number; always finite.</param>
public readonly record struct Measure(string Name, double Value);
