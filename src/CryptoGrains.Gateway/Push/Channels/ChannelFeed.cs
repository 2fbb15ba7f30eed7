using CryptoGrains.Grains;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Gateway.Push.Channels;

/// <summary>
/// One channel in this process: from the grain that publishes it to every local subscriber, each message encoded once. One loop asks the
/// grain, one question at a time, and each answer serves all who wait.
/// </summary>
internal sealed class ChannelFeed
{
    /// <summary>How often the grain is asked, so that it does not forget us and lost messages are noticed.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait after a question that failed.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel _channel;
    private readonly IChannelGrain _grain;
    private readonly IChannelObserver _observer;
    private readonly Task _before;
    private readonly FeedState _state;
    private readonly TimeProvider _time;
    private readonly PushMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ITimer _renewal;
    private bool _isAsking;
    private bool _isStopped;

    /// <summary>Makes a feed that asks for nothing yet.</summary>
    /// <param name="channel">What it follows.</param>
    /// <param name="grain">Who publishes it.</param>
    /// <param name="observer">To whom the grain is to send it.</param>
    /// <param name="before">The end of this channel's last feed, whose goodbye must not come after our first question.</param>
    /// <param name="state">What is known of it: nothing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="metrics">What is counted.</param>
    /// <param name="logger">Where a grain that does not answer is told of.</param>
    public ChannelFeed(
        Channel channel, IChannelGrain grain, IChannelObserver observer, Task before, FeedState state, TimeProvider time, PushMetrics metrics, ILogger logger)
    {
        (_channel, _grain, _observer, _before) = (channel, grain, observer, before);
        (_state, _time, _metrics, _logger) = (state, time, metrics, logger);
        _renewal = time.CreateTimer(_ => Renew(), null, RenewEvery, RenewEvery);
    }

    /// <summary>Who publishes the channel.</summary>
    public IChannelGrain Grain => _grain;

    /// <summary>How many subscriptions it has been given, less those taken back. The broker's, under the broker's lock.</summary>
    public int Members { get; set; }

    /// <summary>Takes in a subscriber. It is told where the channel stands now or when the grain has answered.</summary>
    public void Join(Subscription subscription)
    {
        lock (_gate)
        {
            _state.Join(subscription);
            AskIfNeeded();
        }
    }

    /// <summary>Lets a subscriber go: when this returns, nothing more is sent to it.</summary>
    public void Leave(Subscription subscription)
    {
        lock (_gate)
            _state.Leave(subscription);
    }

    /// <summary>Ends the feed, whose last subscriber has left.</summary>
    /// <returns>When the grain knows, or could not be told.</returns>
    public Task StopAsync()
    {
        _renewal.Dispose();
        lock (_gate)
        {
            _isStopped = true;
            // Where the loop runs, it ends the feed when it has its answer: else the grain would have us again.
            if (!_isAsking)
                _ = Task.Run(EndAsync);
        }

        _stopped.SetResult();
        return _ended.Task;
    }

    /// <summary>Takes in messages from the grain.</summary>
    public void Take(ChannelMessages messages)
    {
        lock (_gate)
        {
            _state.Take(messages);
            AskIfNeeded();
        }
    }

    /// <summary>Asks the grain where the channel stands, and for what is missing.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            _state.Doubt();
            AskIfNeeded();
        }
    }

    private void AskIfNeeded()
    {
        if (_isAsking || _isStopped || !_state.HasQuestion)
            return;

        _isAsking = true;
        _ = Task.Run(AskAsync);
    }

    private async Task AskAsync()
    {
        await _before;
        while (NextQuestion() is { } request)
        {
            try
            {
                _metrics.Asked();
                var state = await _grain.SubscribeAsync(request, _observer);
                lock (_gate)
                    _state.Accept(request, state);
            }
            catch (Exception failure)
            {
                _metrics.AskFailed();
                _logger.LogWarning(failure, "The grain of {Channel} did not answer. It is asked again after {Pause}.", _channel, RetryAfter);
                FailJoining();
                await Task.WhenAny(Task.Delay(RetryAfter, _time), _stopped.Task);
            }
        }
    }

    private ChannelRequest? NextQuestion()
    {
        lock (_gate)
        {
            var question = _isStopped ? null : _state.Question();
            _isAsking = question is not null;
            if (_isStopped)
                _ = Task.Run(EndAsync);
            return question;
        }
    }

    private void FailJoining()
    {
        Subscription[] waiting;
        lock (_gate)
            waiting = _state.GiveUpJoining();
        foreach (var subscription in waiting)
            subscription.Connection.Fail(subscription, $"{_channel} can't be followed now. Subscribe again in a few seconds.");
    }

    private async Task EndAsync()
    {
        try
        {
            await _grain.UnsubscribeAsync(_channel, _observer);
        }
        catch (Exception failure)
        {
            _logger.LogInformation(failure, "The grain of {Channel} could not be told that we follow it no more; it will forget us.", _channel);
        }

        _ended.SetResult();
    }
}
