namespace CryptoGrains.History.Alerts;

/// <summary>The journal is not what it must be: a line is torn, changed, missing or out of its place.</summary>
/// <param name="message">A sentence: which blob, which line, what is wrong.</param>
/// <param name="inner">What showed it, if anything did.</param>
public sealed class JournalException(string message, Exception? inner = null) : IOException(message, inner);
