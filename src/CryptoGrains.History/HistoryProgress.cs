namespace CryptoGrains.History;

/// <summary>How far a long piece of work has come.</summary>
/// <param name="Step">What is being done: <c>archive</c>, <c>rebuild candles</c> …</param>
/// <param name="Done">How much of it is done.</param>
/// <param name="Total">How much there is; null where that is not known.</param>
/// <param name="Unit">What is counted: trades, days, files.</param>
public readonly record struct HistoryProgress(string Step, long Done, long? Total, string Unit);
