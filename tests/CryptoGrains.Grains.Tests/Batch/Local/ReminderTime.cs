namespace CryptoGrains.Grains.Tests.Batch;

/// <summary>The system's clock, which a test can set ahead; what falls due on the way rings at once.</summary>
internal sealed class ReminderTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<(ITimer Timer, DateTimeOffset Due)> _timers = [];
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return DateTimeOffset.UtcNow + _ahead;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ShiftedTimer(this, base.CreateTimer(callback, state, dueTime, period), dueTime);

    public void Advance(TimeSpan span)
    {
        List<ITimer> due;
        lock (_gate)
        {
            _ahead += span;
            var now = DateTimeOffset.UtcNow + _ahead;
            due = [.. _timers.Where(timer => timer.Due <= now).Select(timer => timer.Timer)];
        }

        foreach (var timer in due)
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class ShiftedTimer : ITimer
    {
        private readonly ReminderTime _time;
        private readonly ITimer _inner;

        public ShiftedTimer(ReminderTime time, ITimer inner, TimeSpan dueTime)
        {
            (_time, _inner) = (time, inner);
            Note(dueTime);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Note(dueTime);
            return _inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            Note(Timeout.InfiniteTimeSpan);
            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Note(Timeout.InfiniteTimeSpan);
            return _inner.DisposeAsync();
        }

        private void Note(TimeSpan dueTime)
        {
            lock (_time._gate)
            {
                _time._timers.RemoveAll(timer => ReferenceEquals(timer.Timer, this));
                if (dueTime != Timeout.InfiniteTimeSpan)
                    _time._timers.Add((this, DateTimeOffset.UtcNow + _time._ahead + dueTime));
            }
        }
    }
}
