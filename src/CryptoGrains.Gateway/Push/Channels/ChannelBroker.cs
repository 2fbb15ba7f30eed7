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
    private readonly Dictionary<IChannelGrain, ChannelSource> _sources = [];

    /// <summary>The grain that publishes a channel; null where there is no such instrument.</summary>
    public async ValueTask<IChannelGrain?> FindAsync(Channel channel) =>
        channel == Channel.Alerts ? grains.GetGrain<IAlertGrain>(IAlertGrain.Key) : await instruments.FindAsync(channel.Instrument);

    /// <summary>Brings a subscription to its channel.</summary>
    public void Join(Subscription subscription, IChannelGrain grain)
    {
        var channel = subscription.Channel;
        ChannelFeed? feed;
        lock (_gate)
        {
            if (!_feeds.TryGetValue(channel, out feed))
            {
                feed = Begin(channel, grain);
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
            _ = EndAsync(subscription.Channel, feed);
        }
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

    private ChannelFeed Begin(Channel channel, IChannelGrain grain)
    {
        if (!_sources.TryGetValue(grain, out var source))
            _sources.Add(grain, source = new ChannelSource(grains));
        var feed = new ChannelFeed(
            channel, grain, source.Reference, source.EndOfLast(channel), new FeedState(channel, options, time), time, metrics, logger);
        source.Add(channel, feed);
        _feeds.Add(channel, feed);
        return feed;
    }

    private async Task EndAsync(Channel channel, ChannelFeed feed)
    {
        // Up to the first wait this is under the lock of whoever called.
        var source = _sources[feed.Grain];
        var ending = feed.StopAsync();
        source.Remove(channel, ending);
        await ending;

        lock (_gate)
        {
            source.Forget(channel, ending);
            if (!source.IsIdle)
                return;

            _sources.Remove(feed.Grain);
            grains.DeleteObjectReference<IChannelObserver>(source.Reference);
        }
    }
}
