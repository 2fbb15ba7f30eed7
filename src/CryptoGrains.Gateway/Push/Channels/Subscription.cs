using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Push.Channels;

/// <summary>One connection's following of one channel. But for its names, it is its feed's, under the feed's lock.</summary>
internal sealed class Subscription(PushConnection connection, Channel channel, string? epoch, long offset)
{
    public PushConnection Connection { get; } = connection;

    public Channel Channel { get; } = channel;

    /// <summary>Who serves it, from the moment it has joined.</summary>
    public ChannelFeed? Feed { get; set; }

    /// <summary>The epoch in which the client has seen <see cref="Offset"/>; null where it needs a snapshot.</summary>
    public string? Epoch { get; set; } = epoch;

    /// <summary>The offset of the last message that the client has, or will have when its outbox is empty.</summary>
    public long Offset { get; set; } = offset;

    /// <summary>Passes on a message, unless what the client was shown holds it already.</summary>
    public void Give(long offset, Envelope envelope)
    {
        if (offset <= Offset)
            return;

        Offset = offset;
        Connection.Outbox.Add(envelope);
    }
}
