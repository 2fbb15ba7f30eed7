using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>A delivery that was given up.</summary>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Seq">The journal's line.</param>
/// <param name="Reason">Why the last try failed, in a sentence.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="At">When it was tried last, by our clock.</param>
/// <param name="IsWaiting">Whether it waits to be sent again.</param>
[GenerateSerializer, Immutable]
public sealed record WebhookDeadLetter(string Key, long Seq, string Reason, int Tries, Timestamp At, bool IsWaiting = false);
