using CryptoGrains.Gateway.Push.Connections;

namespace CryptoGrains.Gateway.Push.Channels;

/// <summary>What a channel showed: the "subscribed" envelope that holds it, shared by all who came at about that time.</summary>
/// <param name="Offset">The offset it shows the channel at.</param>
/// <param name="Envelope">The envelope.</param>
/// <param name="TakenAt">When it was taken, by <see cref="TimeProvider.GetTimestamp"/>.</param>
internal sealed record FeedSnapshot(long Offset, Envelope Envelope, long TakenAt);
