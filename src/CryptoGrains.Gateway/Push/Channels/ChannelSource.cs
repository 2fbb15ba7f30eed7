using System.Collections.Concurrent;
using System.Collections.Immutable;
using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Push.Channels;

/// <summary>
/// This process at one grain: the one observer for all of its channels that are followed here, so that the grain sends what has changed in
/// them in one call.
/// </summary>
internal sealed class ChannelSource : IChannelObserver
{
    private readonly ConcurrentDictionary<Channel, ChannelFeed> _feeds = [];
    private readonly Dictionary<Channel, Task> _ending = [];

    /// <summary>The runtime holds an observer weakly; the broker's table keeps it alive.</summary>
    public ChannelSource(IGrainFactory grains) => Reference = grains.CreateObjectReference<IChannelObserver>(this);

    /// <summary>What the grain knows it by.</summary>
    public IChannelObserver Reference { get; }

    /// <summary>Whether no channel of the grain is followed or just being given up. The broker's, under the broker's lock; so are the next three.</summary>
    public bool IsIdle => _feeds.IsEmpty && _ending.Count == 0;

    /// <summary>The end of a channel's last feed.</summary>
    public Task EndOfLast(Channel channel) => _ending.GetValueOrDefault(channel, Task.CompletedTask);

    /// <summary>Has a feed take its channel's messages.</summary>
    public void Add(Channel channel, ChannelFeed feed) => _feeds[channel] = feed;

    /// <summary>A feed is ending.</summary>
    public void Remove(Channel channel, Task ending)
    {
        _feeds.TryRemove(channel, out _);
        _ending[channel] = ending;
    }

    /// <summary>A feed has ended; another of its channel may be ending by now.</summary>
    public void Forget(Channel channel, Task ended)
    {
        if (_ending.GetValueOrDefault(channel) == ended)
            _ending.Remove(channel);
    }

    /// <inheritdoc/>
    public Task ReceiveAsync(ImmutableArray<ChannelMessages> messages)
    {
        foreach (var run in messages)
        {
            if (_feeds.TryGetValue(run.Channel, out var feed))
                feed.Take(run);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EndedAsync()
    {
        foreach (var (_, feed) in _feeds)
            feed.Renew();
        return Task.CompletedTask;
    }
}
