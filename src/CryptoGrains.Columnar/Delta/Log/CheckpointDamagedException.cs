namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>A checkpoint can't be read, so another way to its version is taken.</summary>
/// <param name="message">A sentence: which checkpoint, what is wrong with it.</param>
/// <param name="inner">What was met further in.</param>
internal sealed class CheckpointDamagedException(string message, Exception? inner = null) : IOException(message, inner);
