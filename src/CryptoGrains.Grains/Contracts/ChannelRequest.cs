namespace CryptoGrains.Grains;

/// <summary>A wish to follow a channel, from what was last seen of it.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Epoch">The epoch last seen; null for a first visit.</param>
/// <param name="Offset">The offset last seen in that epoch.</param>
[GenerateSerializer, Immutable]
public sealed record ChannelRequest(Channel Channel, string? Epoch = null, long Offset = 0);
