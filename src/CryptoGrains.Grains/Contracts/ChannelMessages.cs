using System.Collections.Immutable;

namespace CryptoGrains.Grains;

/// <summary>A run of one channel's messages, without a hole.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Epoch">The numbering that is in force.</param>
/// <param name="Messages">The messages, in order of offset.</param>
[GenerateSerializer, Immutable]
public sealed record ChannelMessages(Channel Channel, string Epoch, ImmutableArray<ChannelMessage> Messages);
