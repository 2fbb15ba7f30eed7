namespace CryptoGrains.Analytics.Detectors;

/// <summary>A number by which a detector can be set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its value where nothing else is said.</param>
/// <param name="Least">The least it may be.</param>
/// <param name="Most">The most it may be.</param>
/// <param name="Meaning">What it says, with its unit.</param>
public sealed record DetectorParameter(string Name, double Default, double Least, double Most, string Meaning);
