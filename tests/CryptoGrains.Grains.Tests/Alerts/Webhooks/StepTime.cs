using System.Threading.Channels;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

/// <summary>A clock that stands still but when the test steps to the next timer.</summary>
internal sealed class StepTime(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<StepTimer> _waiting = [];
    private readonly Channel<StepTimer> _set = global::System.Threading.Channels.Channel.CreateUnbounded<StepTimer>();
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new StepTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until there is a timer, sets the clock to when the earliest is due, and has it ring.</summary>
    public async Task StepAsync()
    {
        StepTimer? next = null;
        while (next is null)
        {
            await _set.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
            lock (_gate)
            {
                next = _waiting.MinBy(timer => timer.Due);
                if (next is not null)
                {
                    _waiting.Remove(next);
                    _now = next.Due;
                }
            }
        }

        next.Ring();
    }

    private sealed class StepTimer(StepTime time, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._waiting.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time._now + dueTime;
                time._waiting.Add(this);
            }

            time._set.Writer.TryWrite(this);
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
