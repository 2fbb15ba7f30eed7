using System.Collections.Immutable;
using System.Security.Cryptography;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Push;

/// <summary>
/// The channels of one instrument and those who follow them. A channel's numbering lives as long as somebody asks for it;
/// afterwards it is dropped, and whoever comes back later finds a new epoch.
/// </summary>
internal sealed class SymbolPublisher(Instrument instrument, SymbolGrainOptions options, TimeProvider time, ILogger logger)
{
    // To an observer that has so many calls to answer nothing more is sent until it has answered one.
    private const int MostUnanswered = 16;

    private readonly Dictionary<Channel, FollowedChannel> _channels = [];
    private readonly Dictionary<IChannelObserver, Follower> _followers = [];

    /// <summary>Whether anything needs to be published at all.</summary>
    public bool IsFollowed => _channels.Count > 0;

    /// <summary>Has an observer follow a channel, or go on with it, and says where the channel stands.</summary>
    public ChannelState Follow(
        ChannelRequest request,
        IChannelObserver observer,
        InstrumentWindows windows,
        Func<MarketStatistics?> statistics)
    {
        var now = time.GetUtcNow();
        if (!_channels.TryGetValue(request.Channel, out var channel))
        {
            var log = new ChannelLog(RandomNumberGenerator.GetHexString(12, lowercase: true), options.ChannelHistory);
            channel = new FollowedChannel(request.Channel, log, windows.Mark(), options.TradesPerMessage);
            _channels.Add(request.Channel, channel);
        }

        channel.AskedFor = now;
        if (!_followers.TryGetValue(observer, out var follower))
            _followers.Add(observer, follower = new Follower());
        follower.Channels[request.Channel] = now;

        return channel.Log.Since(request.Epoch, request.Offset) is { } missed
            ? new ChannelState(channel.Log.Epoch, channel.Log.Offset, Recovered: true, missed, Snapshot: null)
            : new ChannelState(channel.Log.Epoch, channel.Log.Offset, Recovered: false, [], channel.Show(windows, statistics));
    }

    /// <summary>Has an observer no longer follow a channel.</summary>
    public void Unfollow(Channel channel, IChannelObserver observer)
    {
        if (_followers.TryGetValue(observer, out var follower) && follower.Channels.Remove(channel) && follower.Channels.Count == 0)
            _followers.Remove(observer);
    }

    /// <summary>Notes a trade for the tape.</summary>
    public void Note(in Trade trade)
    {
        if (!_channels.TryGetValue(new Channel(ChannelKind.Trades, instrument), out var channel))
            return;

        channel.Untold.Add(trade);
        channel.Latest.Add(trade);
    }

    /// <summary>Tells every follower what has changed in the channels it follows, in one call each.</summary>
    public void Publish(InstrumentWindows windows, Func<MarketStatistics?> statistics)
    {
        ForgetTheSilent();
        var told = new Dictionary<Channel, ChannelMessages>(_channels.Count);
        foreach (var (name, channel) in _channels)
        {
            if (channel.Tell(windows, statistics) is { } message)
                told.Add(name, new ChannelMessages(name, channel.Log.Epoch, [message]));
        }

        if (told.Count == 0)
            return;

        foreach (var (observer, follower) in _followers.ToArray())
        {
            ImmutableArray<ChannelMessages> messages =
                [.. told.Where(entry => follower.Channels.ContainsKey(entry.Key)).Select(entry => entry.Value)];
            if (!messages.IsEmpty)
                Send(observer, follower, messages);
        }
    }

    /// <summary>Tells every follower that the activation ends, so that it asks the next one.</summary>
    public void End()
    {
        foreach (var (observer, follower) in _followers.ToArray())
        {
            follower.Unanswered++;
            _ = AnsweredAsync(observer.EndedAsync(), observer, follower);
        }
    }

    private void ForgetTheSilent()
    {
        var expired = time.GetUtcNow() - options.ObserverExpiry;
        foreach (var (observer, follower) in _followers.ToArray())
        {
            foreach (var channel in follower.Channels.Where(entry => entry.Value < expired).Select(entry => entry.Key).ToArray())
                Unfollow(channel, observer);
        }

        foreach (var channel in _channels.Values.Where(channel => channel.AskedFor < expired).ToArray())
            _channels.Remove(channel.Channel);
    }

    private void Send(IChannelObserver observer, Follower follower, ImmutableArray<ChannelMessages> messages)
    {
        if (follower.Unanswered == MostUnanswered)
        {
            // Nothing is lost: the next message that it takes in shows the hole, and it asks for the channel again.
            GrainMetrics.MessagesHeldBack.Add(messages.Length);
            return;
        }

        // Not awaited: one slow gateway must not hold up the instrument. The continuation is a turn of the grain's own.
        follower.Unanswered++;
        _ = AnsweredAsync(observer.ReceiveAsync(messages), observer, follower);
    }

    private async Task AnsweredAsync(Task sent, IChannelObserver observer, Follower follower)
    {
        try
        {
            await sent;
            follower.Unanswered--;
        }
        catch (Exception exception)
        {
            // It may have come back meanwhile, as another follower.
            if (_followers.GetValueOrDefault(observer) == follower && _followers.Remove(observer))
                GrainMetrics.ObserversForgotten.Add(1);
            logger.LogInformation(exception, "An observer of {Instrument} can't be reached and is forgotten.", instrument);
        }
    }

    private sealed class Follower
    {
        /// <summary>The channels it follows, and when it last asked for each.</summary>
        public Dictionary<Channel, DateTimeOffset> Channels { get; } = [];

        public int Unanswered { get; set; }
    }
}
