using CryptoGrains.History.Alerts;

namespace CryptoGrains.History.Verify;

/// <summary>What a check of the alerts' journal found.</summary>
/// <param name="End">The last line up to which the chain holds.</param>
/// <param name="Broken">Where it breaks, and how, in a sentence; null where it does not.</param>
public sealed record JournalReport(JournalPosition End, string? Broken);
