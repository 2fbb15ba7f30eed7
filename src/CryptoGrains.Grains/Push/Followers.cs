using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Push;

/// <summary>
/// Those who follow a grain's channels. Each is sent what is new in all of its channels in one call, is sent nothing more while it has too
/// many to answer, and is forgotten when it can't be reached or has not asked for its channels for a while.
/// </summary>
internal sealed class Followers(string grain, TimeSpan expiry, TimeProvider time, ILogger logger)
{
    // To an observer that has so many calls to answer nothing more is sent until it has answered one.
    private const int MostUnanswered = 16;

    private readonly Dictionary<IChannelObserver, Follower> _followers = [];

    /// <summary>Whether there are any.</summary>
    public bool Any => _followers.Count > 0;

    /// <summary>Has an observer follow a channel, or go on with it.</summary>
    public void Add(Channel channel, IChannelObserver observer)
    {
        if (!_followers.TryGetValue(observer, out var follower))
            _followers.Add(observer, follower = new Follower());
        follower.Channels[channel] = time.GetUtcNow();
    }

    /// <summary>Has an observer no longer follow a channel.</summary>
    public void Remove(Channel channel, IChannelObserver observer)
    {
        if (_followers.TryGetValue(observer, out var follower) && follower.Channels.Remove(channel) && follower.Channels.Count == 0)
            _followers.Remove(observer);
    }

    /// <summary>Forgets whoever has not asked for a channel for too long.</summary>
    public void ForgetTheSilent()
    {
        var expired = time.GetUtcNow() - expiry;
        foreach (var (observer, follower) in _followers.ToArray())
        {
            foreach (var channel in follower.Channels.Where(entry => entry.Value < expired).Select(entry => entry.Key).ToArray())
                Remove(channel, observer);
        }
    }

    /// <summary>Sends each what is told in the channels that it follows.</summary>
    public void Tell(IReadOnlyDictionary<Channel, ChannelMessages> told)
    {
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

    private void Send(IChannelObserver observer, Follower follower, ImmutableArray<ChannelMessages> messages)
    {
        if (follower.Unanswered == MostUnanswered)
        {
            // Nothing is lost: the next message that it takes in shows the hole, and it asks for the channel again.
            GrainMetrics.MessagesHeldBack.Add(messages.Length);
            return;
        }

        // Not awaited: one slow gateway must not hold up the grain. The continuation is a turn of the grain's own.
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
            logger.LogInformation(exception, "An observer of {Grain} can't be reached and is forgotten.", grain);
        }
    }

    private sealed class Follower
    {
        /// <summary>The channels it follows, and when it last asked for each.</summary>
        public Dictionary<Channel, DateTimeOffset> Channels { get; } = [];

        public int Unanswered { get; set; }
    }
}
