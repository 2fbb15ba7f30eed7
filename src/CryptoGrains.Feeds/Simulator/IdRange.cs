namespace CryptoGrains.Feeds.Simulator;

/// <summary>A run of trade ids, both ends included.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
public readonly record struct IdRange(long First, long Last);
