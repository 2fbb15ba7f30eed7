using CryptoGrains.Grains;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Gateway.Push.Channels;

/// <summary>
/// The channels that somebody in this process follows: a feed begins with its first subscriber and ends with its last.
/// </summary>
internal sealed class ChannelBroker(
    Instruments instruments,
    IGrainFactory grains,
    GatewayOptions options,
    TimeProvider time,
    PushMetrics metrics,
    ILogger<ChannelBroker> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Channel, ChannelFeed> _feeds = [];

    /// <summary>The grain that publishes a channel; null where there is no such instrument.</summary>
    public ValueTask<ISymbolGrain?> FindAsync(Channel channel) => instruments.FindAsync(channel.Instrument);

    /// <summary>Brings a subscription to its channel.</summary>
    public void Join(Subscription subscription, ISymbolGrain grain)
    {
        var channel = subscription.Channel;
        ChannelFeed? feed;
        lock (_gate)
        {
            if (!_feeds.TryGetValue(channel, out feed))
            {
                feed = new ChannelFeed(channel, grain, grains, new FeedState(channel, options, time), time, metrics, logger);
                _feeds.Add(channel, feed);
                metrics.Followed(1);
            }

            feed.Members++;
        }

        subscription.Feed = feed;
        feed.Join(subscription);
    }

    /// <summary>Takes a subscription from its channel: when this returns, nothing more is sent to it.</summary>
    public void Leave(Subscription subscription)
    {
        var feed = subscription.Feed!;
        feed.Leave(subscription);
        lock (_gate)
        {
            if (--feed.Members > 0)
                return;

            _feeds.Remove(subscription.Channel);
            metrics.Followed(-1);
        }

        feed.Stop();
    }

    /// <summary>Has every channel asked for again.</summary>
    public void Renew()
    {
        ChannelFeed[] feeds;
        lock (_gate)
            feeds = [.. _feeds.Values];
        foreach (var feed in feeds)
            feed.Renew();
    }
}
