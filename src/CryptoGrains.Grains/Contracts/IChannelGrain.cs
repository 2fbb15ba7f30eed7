namespace CryptoGrains.Grains;

/// <summary>A grain that publishes channels.</summary>
public interface IChannelGrain : IGrainWithStringKey
{
    /// <summary>
    /// Has a channel's messages sent to an observer from now on, and says where the channel stands. Asking again renews:
    /// an observer that has not renewed for <see cref="SymbolGrainOptions.ObserverExpiry"/> is forgotten.
    /// </summary>
    Task<ChannelState> SubscribeAsync(ChannelRequest request, IChannelObserver observer);

    /// <summary>Stops sending a channel's messages to an observer.</summary>
    Task UnsubscribeAsync(Channel channel, IChannelObserver observer);
}
