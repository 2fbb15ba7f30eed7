namespace CryptoGrains.Grains;

/// <summary>What became of a test delivery.</summary>
/// <param name="IsDelivered">Whether the receiver took it.</param>
/// <param name="Reason">Why not, in a sentence; null where it did.</param>
[GenerateSerializer, Immutable]
public sealed record WebhookTest(bool IsDelivered, string? Reason);
