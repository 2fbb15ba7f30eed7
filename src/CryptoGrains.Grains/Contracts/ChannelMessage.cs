namespace CryptoGrains.Grains;

/// <summary>One numbered message of a channel.</summary>
/// <param name="Offset">Its number: one more than the message before it in the same epoch.</param>
/// <param name="Payload">What it says.</param>
[GenerateSerializer, Immutable]
public sealed record ChannelMessage(long Offset, ChannelPayload Payload);
