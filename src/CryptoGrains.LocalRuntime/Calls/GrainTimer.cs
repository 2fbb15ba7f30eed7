using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace CryptoGrains.LocalRuntime;

/// <summary>A timer of a grain. It is itself the request for its tick, of which there is one at a time.</summary>
internal sealed class GrainTimer : Request, IGrainTimer
{
    private static readonly TimerCallback IsDue = static timer => ((GrainTimer)timer!).Due();

    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _timer;
    private TimeSpan _period;
    private TimeSpan? _changedTo;
    private volatile bool _ticking;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _period = options.Period;
        using (ExecutionContext.SuppressFlow())
            _timer = activation.Runtime.Time.CreateTimer(IsDue, this, options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public override bool Interleaves => _options.Interleave;

    public override bool IsReadOnly => false;

    public override bool KeepsAlive => _options.KeepAlive;

    public override bool IsBounded => false;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        if (_ticking)
            _changedTo = dueTime;
        else
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public override async ValueTask<Exception?> RunAsync(object target)
    {
        try
        {
            if (!_disposed.IsCancellationRequested)
                await _callback(_disposed.Token);
            return null;
        }
        catch (Exception failure)
        {
            _activation.Runtime.Logger.LogWarning(
                failure, "A timer of {Grain} failed; its next tick comes all the same.", _activation.Address);
            return failure;
        }
        finally
        {
            _ticking = false;
            if (!_disposed.IsCancellationRequested)
                _timer.Change(_changedTo ?? _period, Timeout.InfiniteTimeSpan);
            _changedTo = null;
        }
    }

    public override void Fail(Exception failure)
    {
        // The activation has failed, and its timers with it.
    }

    public override void Resend()
    {
        // The activation has ended, and its timers with it.
    }

    public void Dispose()
    {
        _timer.Dispose();
        _activation.RemoveTimer(this);
        try
        {
            _disposed.Cancel();
        }
        catch (AggregateException failure)
        {
            _activation.Runtime.Logger.LogWarning(
                failure, "A tick of a timer of {Grain} failed when it was cancelled.", _activation.Address);
        }
    }

    private void Due()
    {
        _ticking = true;
        _activation.TryReceive(this);
    }
}
