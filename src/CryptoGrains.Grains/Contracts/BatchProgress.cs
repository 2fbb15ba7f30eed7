namespace CryptoGrains.Grains;

/// <summary>How far a run of the batch layer is.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Full">Whether everything is computed, whatever has changed.</param>
/// <param name="Step">What is being done: <c>archive</c>, <c>rebuild candles</c> …; null before the first step.</param>
/// <param name="Done">How much of the step is done.</param>
/// <param name="Total">How much of it there is; null where that is not known.</param>
/// <param name="Unit">What is counted: trades, days, files; null before the first step.</param>
[GenerateSerializer, Immutable]
public sealed record BatchProgress(DateTimeOffset Started, bool Full, string? Step, long Done, long? Total, string? Unit);
