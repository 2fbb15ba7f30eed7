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
    private readonly Dictionary<Channel, FollowedChannel> _channels = [];
    private readonly Followers _followers = new(instrument.Name, options.ObserverExpiry, time, logger);

    /// <summary>Whether anything needs to be published at all.</summary>
    public bool IsFollowed => _channels.Count > 0;

    /// <summary>Has an observer follow a channel, or go on with it, and says where the channel stands.</summary>
    public ChannelState Follow(
        ChannelRequest request,
        IChannelObserver observer,
        InstrumentWindows windows,
        Func<MarketStatistics?> statistics)
    {
        if (!_channels.TryGetValue(request.Channel, out var channel))
        {
            var log = new ChannelLog(RandomNumberGenerator.GetHexString(12, lowercase: true), options.ChannelHistory);
            channel = new FollowedChannel(request.Channel, log, windows.Mark(), options.TradesPerMessage);
            _channels.Add(request.Channel, channel);
        }

        channel.AskedFor = time.GetUtcNow();
        _followers.Add(request.Channel, observer);
        return channel.Log.Answer(request, () => channel.Show(windows, statistics));
    }

    /// <summary>Has an observer no longer follow a channel.</summary>
    public void Unfollow(Channel channel, IChannelObserver observer) => _followers.Remove(channel, observer);

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

        _followers.Tell(told);
    }

    /// <summary>Tells every follower that the activation ends, so that it asks the next one.</summary>
    public void End() => _followers.End();

    private void ForgetTheSilent()
    {
        _followers.ForgetTheSilent();
        var expired = time.GetUtcNow() - options.ObserverExpiry;
        foreach (var channel in _channels.Values.Where(channel => channel.AskedFor < expired).ToArray())
            _channels.Remove(channel.Channel);
    }
}
