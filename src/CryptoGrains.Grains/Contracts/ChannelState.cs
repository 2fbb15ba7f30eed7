using System.Collections.Immutable;

namespace CryptoGrains.Grains;

/// <summary>Where a channel stands, and what brings a subscriber there. Messages after <paramref name="Offset"/> follow by observer.</summary>
/// <param name="Epoch">The numbering that is in force.</param>
/// <param name="Offset">The offset of the newest message.</param>
/// <param name="Recovered">Whether <paramref name="Missed"/> is all that the subscriber missed; else it starts from the snapshot.</param>
/// <param name="Missed">The messages after the offset asked for, where recovered: never a part of them.</param>
/// <param name="Snapshot">What the channel shows at <paramref name="Offset"/>, where not recovered; null where there is nothing yet.</param>
[GenerateSerializer, Immutable]
public sealed record ChannelState(
    string Epoch,
    long Offset,
    bool Recovered,
    ImmutableArray<ChannelMessage> Missed,
    ChannelPayload? Snapshot);
