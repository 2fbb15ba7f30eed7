namespace CryptoGrains.Columnar.Delta;

/// <summary>A table's log is damaged, or asks for a feature that is not read here.</summary>
/// <param name="message">A sentence: which table, which version or feature, what to do.</param>
/// <param name="inner">What was met further in.</param>
public sealed class DeltaException(string message, Exception? inner = null) : IOException(message, inner);
