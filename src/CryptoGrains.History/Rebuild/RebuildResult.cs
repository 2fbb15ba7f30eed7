namespace CryptoGrains.History.Rebuild;

/// <summary>What a rebuild did.</summary>
/// <param name="Days">How many days of instruments it computed.</param>
/// <param name="FilesWritten">How many data files its commits brought; what it wrote in vain, because another came first, is not among them.</param>
/// <param name="FilesKept">How many came out as they were and were not written again.</param>
/// <param name="Commits">For each table that changed, its new version.</param>
/// <param name="Symbols">The number of instruments in the history.</param>
/// <param name="Refused">How many trades could not be kept exactly and were left out.</param>
public sealed record RebuildResult(
    long Days, int FilesWritten, int FilesKept, IReadOnlyDictionary<string, long> Commits, int Symbols, long Refused);
