namespace CryptoGrains.LocalRuntime.Tests;

/// <summary>
/// A clock that stands still until it is moved. Timers that come due run on the thread that moves it, in order.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(ManualTimer Timer, int Setting), (DateTimeOffset Due, long Order)> _due = new();
    private DateTimeOffset _now = new(2024, 8, 9, 0, 0, 0, TimeSpan.Zero);
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        var end = GetUtcNow() + time;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = end;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            while (_due.TryPeek(out var next, out var at) && at.Due <= end)
            {
                _due.Dequeue();
                if (next.Timer.Setting != next.Setting)
                    continue;
                _now = at.Due > _now ? at.Due : _now;
                if (next.Timer.Period != Timeout.InfiniteTimeSpan)
                    _due.Enqueue(next, (_now + next.Timer.Period, _order++));
                return next.Timer;
            }

            return null;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public int Setting { get; private set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_disposed)
                    return false;
                Setting++;
                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    time._due.Enqueue((this, Setting), (time._now + dueTime, time._order++));
                return true;
            }
        }

        public void Dispose()
        {
            Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _disposed = true;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
