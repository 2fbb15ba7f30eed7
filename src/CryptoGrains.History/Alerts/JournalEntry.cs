namespace CryptoGrains.History.Alerts;

/// <summary>Something that happened and is to be a line of the journal.</summary>
/// <param name="Kind">What: <c>fired</c>, <c>rule-added</c> and so on; docs/formats/alert-journal.md has all.</param>
/// <param name="By">Who did it.</param>
/// <param name="Body">The rest, a JSON value in one line of UTF-8.</param>
public readonly record struct JournalEntry(string Kind, string By, ReadOnlyMemory<byte> Body);
