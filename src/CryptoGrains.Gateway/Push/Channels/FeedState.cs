using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Push.Channels;

/// <summary>
/// What is known of one channel and of those who want it: takes in messages and the grain's answers, serves subscribers, and says what
/// to ask the grain next. It does no I/O and knows no threads: <see cref="ChannelFeed"/> locks it.
/// </summary>
/// <remarks>
/// A subscriber <em>joins</em> with what it has last seen and <em>follows</em> once it was told where the channel stands. Invariants:
/// the tail has no hole; a follower has, or will have when its outbox is empty, all messages of the epoch up to its own offset,
/// which is the head, or beyond it where the grain's snapshot was ahead of its messages.
/// </remarks>
internal sealed class FeedState(Channel channel, GatewayOptions options, TimeProvider time)
{
    /// <summary>How long a snapshot is given to newcomers: the ages in it are right to a second.</summary>
    public static readonly TimeSpan SnapshotAge = TimeSpan.FromSeconds(1);

    /// <summary>The most messages that wait for the ones before them. Older ones are given up: the grain has them.</summary>
    private const int MaxEarly = 256;

    private readonly FeedTail _tail = new();
    private readonly HashSet<Subscription> _followers = [];
    private readonly List<Subscription> _joining = [];
    private readonly List<(string Epoch, ChannelMessage Message)> _early = [];
    private string? _epoch;
    private FeedSnapshot? _snapshot;
    private bool _isDoubtful;
    private bool _isSyncing;

    /// <summary>Whether there is something to ask the grain.</summary>
    public bool HasQuestion => _joining.Count > 0 || (_isDoubtful && _epoch is not null);

    /// <summary>Takes in a subscriber: it is served now, or when an answer lets it.</summary>
    public void Join(Subscription subscription)
    {
        if (!TryServe(subscription))
            _joining.Add(subscription);
    }

    /// <summary>Lets a subscriber go.</summary>
    public void Leave(Subscription subscription)
    {
        if (!_followers.Remove(subscription))
            _joining.Remove(subscription);
    }

    /// <summary>Gives up those who still wait to be told where the channel stands.</summary>
    public Subscription[] GiveUpJoining()
    {
        Subscription[] all = [.. _joining];
        _joining.Clear();
        return all;
    }

    /// <summary>Something may be missing: the grain is to be asked.</summary>
    public void Doubt() => _isDoubtful = true;

    /// <summary>Takes in messages from the grain.</summary>
    public void Take(ChannelMessages messages)
    {
        foreach (var message in messages.Messages)
        {
            if (messages.Epoch != _epoch || message.Offset > _tail.Head + 1)
                Keep(messages.Epoch, message);
            else if (message.Offset == _tail.Head + 1)
                Pass(message);
        }

        _tail.Trim();
    }

    /// <summary>What to ask the grain next; null where nothing is missing.</summary>
    public ChannelRequest? Question()
    {
        if (!HasQuestion)
            return null;

        _isSyncing = _isDoubtful && _epoch is not null;
        if (_isSyncing)
            return new ChannelRequest(channel, _epoch, _tail.Head);

        // Of those who come back, the middle one: an answer to it serves all who have seen more, a refusal settles all who have seen
        // less. So a thousand who come back at once cost ten questions at the most.
        var epoch = _joining.Find(subscription => subscription.Epoch is not null)?.Epoch;
        var returning = _joining.Where(subscription => subscription.Epoch == epoch)
            .Select(subscription => subscription.Offset).Order().ToArray();
        return epoch is null
            ? new ChannelRequest(channel)
            : new ChannelRequest(channel, epoch, returning[returning.Length / 2]);
    }

    /// <summary>Takes in the answer to the last question.</summary>
    public void Accept(ChannelRequest request, ChannelState state)
    {
        if (state.Epoch != _epoch || (_isSyncing && !state.Recovered))
            Restart(state.Epoch, state.Recovered ? request.Offset : state.Offset);

        if (state.Recovered)
        {
            Fill(state);
        }
        else
        {
            var envelope = Envelopes.Snapshot(channel, state.Epoch, state.Offset, state.Snapshot, Now);
            _snapshot = new FeedSnapshot(state.Offset, envelope, time.GetTimestamp());
            StartOver(subscription => subscription.Epoch == request.Epoch && subscription.Offset <= request.Offset);
        }

        if (_isSyncing)
        {
            _isDoubtful = false;
            StartOver(subscription => subscription.Offset > _tail.Head);
        }

        TakeEarly();
        _joining.RemoveAll(TryServe);
        _tail.Trim();
    }

    private Timestamp Now => Timestamp.From(time.GetUtcNow());

    /// <summary>A new numbering, or a hole that can't be filled: all begin again from a snapshot.</summary>
    private void Restart(string epoch, long head)
    {
        _epoch = epoch;
        _snapshot = null;
        _tail.Restart(head);
        foreach (var follower in _followers)
            follower.Epoch = null;
        _joining.AddRange(_followers);
        _followers.Clear();
    }

    /// <summary>Puts what the grain still had before and after what we have.</summary>
    private void Fill(ChannelState state)
    {
        for (var i = state.Missed.Length - 1; i >= 0; i--)
        {
            if (state.Missed[i].Offset == _tail.Start)
                _tail.Prepend(Encode(state.Missed[i]));
        }

        foreach (var message in state.Missed)
        {
            if (message.Offset == _tail.Head + 1)
                Pass(message);
        }
    }

    private void Pass(ChannelMessage message)
    {
        var envelope = Encode(message);
        _tail.Append(envelope);
        foreach (var follower in _followers)
            follower.Give(message.Offset, envelope);
    }

    private Envelope Encode(ChannelMessage message) => Envelopes.Data(channel, _epoch!, message, Now);

    private void Keep(string epoch, ChannelMessage message)
    {
        _isDoubtful = true;
        // The oldest goes, so that the newest still shows that something is missing.
        if (_early.Count == MaxEarly)
            _early.RemoveAt(0);
        _early.Add((epoch, message));
    }

    private void TakeEarly()
    {
        // Those of another epoch were sent before the grain's answer: it has told us of a newer one.
        var early = _early.Where(entry => entry.Epoch == _epoch)
            .Select(entry => entry.Message).OrderBy(message => message.Offset).ToArray();
        _early.Clear();
        foreach (var message in early)
        {
            if (message.Offset == _tail.Head + 1)
                Pass(message);
            else if (message.Offset > _tail.Head)
                _isDoubtful = true;
        }
    }

    /// <summary>Those who wait and can't be brought up from what they have seen are given a snapshot.</summary>
    private void StartOver(Predicate<Subscription> hopeless)
    {
        foreach (var subscription in _joining)
        {
            if (hopeless(subscription))
                subscription.Epoch = null;
        }
    }

    private bool TryServe(Subscription subscription)
    {
        if (_epoch is null)
            return false;
        if (subscription.Epoch != _epoch)
            subscription.Epoch = null;

        return subscription.Epoch is null ? TryShow(subscription) : TryRecover(subscription);
    }

    private bool TryRecover(Subscription subscription)
    {
        if (!_tail.Covers(subscription.Offset))
        {
            // Ahead of us: either messages are under way, or it is not an offset of this channel. The grain knows.
            _isDoubtful |= subscription.Offset > _tail.Head;
            return false;
        }

        Envelope[] missed = [.. _tail.After(subscription.Offset)];
        if (missed.Length > options.OutboxMessages / 2 || missed.Sum(envelope => (long)envelope.Length) > options.OutboxBytes / 2)
        {
            subscription.Epoch = null;
            return TryShow(subscription);
        }

        subscription.Connection.Outbox.Add(Envelopes.Recovered(channel, _epoch!, subscription.Offset));
        Follow(subscription, missed);
        return true;
    }

    private bool TryShow(Subscription subscription)
    {
        if (_snapshot is null
            || time.GetElapsedTime(_snapshot.TakenAt) > SnapshotAge
            || (_snapshot.Offset < _tail.Head && !_tail.Covers(_snapshot.Offset)))
            return false;

        subscription.Connection.Outbox.Add(_snapshot.Envelope);
        subscription.Offset = _snapshot.Offset;
        Follow(subscription, _snapshot.Offset < _tail.Head ? _tail.After(_snapshot.Offset) : []);
        return true;
    }

    private void Follow(Subscription subscription, IEnumerable<Envelope> missed)
    {
        foreach (var envelope in missed)
            subscription.Give(subscription.Offset + 1, envelope);
        _followers.Add(subscription);
    }
}
