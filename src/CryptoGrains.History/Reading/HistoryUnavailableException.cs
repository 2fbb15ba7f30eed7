namespace CryptoGrains.History.Reading;

/// <summary>The history can't be read just now.</summary>
/// <param name="message">A sentence: what was met.</param>
/// <param name="inner">What was met further in; null where nothing was tried, because the last tries failed.</param>
public sealed class HistoryUnavailableException(string message, Exception? inner = null) : IOException(message, inner);
