namespace CryptoGrains.History.Archive;

/// <summary>What one run of the archive did.</summary>
/// <param name="Trades">How many trades it brought from the log to the table.</param>
/// <param name="Commits">How many commits it made.</param>
/// <param name="Lost">How many records the log could no longer give.</param>
/// <param name="Refused">How many trades were in the log that no table can hold; the border lets none of them in.</param>
public sealed record ArchiveResult(long Trades, int Commits, long Lost, long Refused = 0);
