using System.Collections.Immutable;

namespace CryptoGrains.History.Verify;

/// <summary>What a verification found.</summary>
/// <param name="Instruments">How many instruments were recomputed.</param>
/// <param name="Trades">How many trades they were recomputed from, each id once.</param>
/// <param name="Imported">How many imported candles.</param>
/// <param name="Rows">How many rows of the derived tables were compared.</param>
/// <param name="Found">How many differences there are.</param>
/// <param name="Differences">The first of them.</param>
public sealed record VerifyReport(
    int Instruments, long Trades, long Imported, long Rows, long Found, ImmutableArray<Difference> Differences);
