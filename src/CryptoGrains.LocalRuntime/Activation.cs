using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// One grain in memory: its mailbox, its turns, its life. Everything but <see cref="TryReceive"/> and the wish to end happens
/// in turns of this scheduler, so it needs no lock.
/// </summary>
internal sealed class Activation(GrainAddress address) : TurnScheduler
{
    private static readonly Action<object?> Pumping = static activation => ((Activation)activation!).Pump();

    private readonly Lock _gate = new();
    private RequestQueue _waiting;
    private RequestQueue _interleaving;
    private Phase _phase;
    private bool _pumpQueued;
    private bool _readersOnly;
    private int _held;
    private int _running;
    private int _exclusive;
    private long _lastUsed;
    private DeactivationReason _endReason;
    private TaskCompletionSource? _ended;
    private List<GrainTimer>? _timers;
    private Grain? _grain;

    private enum Phase : byte
    {
        New,
        Activating,
        Active,
        Ending,
        Ended,
    }

    public GrainAddress Address { get; } = address;

    public GrainRuntime Runtime => Address.Class.Runtime;

    private bool WantsToEnd => _endReason.ReasonCode != DeactivationReasonCode.None;

    /// <summary>Takes a request into the mailbox, or refuses it because the mailbox is full.</summary>
    /// <returns>False when this activation has ended: another one is to take the request.</returns>
    public bool TryReceive(Request request)
    {
        bool taken;
        lock (_gate)
        {
            if (_phase == Phase.Ended)
                return false;

            taken = !request.IsBounded || _held < Runtime.Options.MaxCallsPerActivation;
            if (taken)
            {
                _held++;
                (request.Interleaves ? ref _interleaving : ref _waiting).Add(request);
            }
        }

        if (taken)
            QueuePump();
        else
            Refuse(request);
        return true;
    }

    /// <summary>Ends this activation as soon as no call is running.</summary>
    public void End(DeactivationReason reason)
    {
        lock (_gate)
        {
            if (!WantsToEnd)
                _endReason = reason;
        }

        QueuePump();
    }

    /// <summary>Ends this activation; the task is done when it has ended.</summary>
    public Task EndAsync(DeactivationReason reason)
    {
        TaskCompletionSource ended;
        lock (_gate)
        {
            if (_phase == Phase.Ended)
                return Task.CompletedTask;
            ended = _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        End(reason);
        return ended.Task;
    }

    /// <summary>Ends this activation if nobody has called it for the idle time.</summary>
    public void EndIfIdle(long now)
    {
        lock (_gate)
        {
            if (_phase != Phase.Active || _held != 0 || WantsToEnd
                || Runtime.Time.GetElapsedTime(_lastUsed, now) < Runtime.Options.IdleTimeout)
                return;
        }

        End(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Nobody called for the idle time."));
    }

    public GrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        (_timers ??= []).Add(timer);
        return timer;
    }

    public void RemoveTimer(GrainTimer timer) => _timers?.Remove(timer);

    private void QueuePump()
    {
        lock (_gate)
        {
            if (_pumpQueued)
                return;
            _pumpQueued = true;
        }

        // The caller's execution context stays with the caller.
        using (ExecutionContext.SuppressFlow())
            new Task(Pumping, this, TaskCreationOptions.DenyChildAttach).Start(this);
    }

    private void Pump()
    {
        lock (_gate)
            _pumpQueued = false;

        if (_phase == Phase.New)
        {
            _phase = Phase.Activating;
            _ = ActivateAsync();
        }

        while (TakeNext() is { } request)
            Run(request);

        if (WantsToEnd && _phase == Phase.Active && _running == 0)
            _ = EndAsync();
    }

    private Request? TakeNext()
    {
        lock (_gate)
        {
            // What comes while the grain wants to end goes to the next activation, except at the very end, when there is none.
            if (_phase != Phase.Active || (WantsToEnd && _endReason.ReasonCode != DeactivationReasonCode.ShuttingDown))
                return null;
            if (_interleaving.TakeFirst() is { } interleaving)
                return interleaving;
            if (_exclusive == 0 || Address.Class.IsReentrant)
                return _waiting.TakeFirst();

            return _readersOnly ? _waiting.TakeFirstReadOnly() : null;
        }
    }

    private void Run(Request request)
    {
        _running++;
        if (!request.Interleaves)
        {
            _readersOnly = request.IsReadOnly && (_readersOnly || _exclusive == 0);
            _exclusive++;
        }

        var run = request.RunAsync(_grain!);
        if (run.IsCompletedSuccessfully)
            Finish(request, run.Result);
        else
            _ = FinishLaterAsync(request, run);
    }

    private async Task FinishLaterAsync(Request request, ValueTask<Exception?> run)
    {
        Finish(request, await run);
        Pump();
    }

    private void Finish(Request request, Exception? failure)
    {
        _running--;
        if (!request.Interleaves)
            _exclusive--;
        if (failure is InconsistentStateException { StaleActivation: { } source } stale && source == this)
        {
            stale.StaleActivation = null;
            End(new DeactivationReason(DeactivationReasonCode.ApplicationError, stale, "Its state is stale."));
        }

        var now = request.KeepsAlive ? Runtime.Time.GetTimestamp() : 0;
        lock (_gate)
        {
            _held--;
            if (request.KeepsAlive)
                _lastUsed = now;
        }
    }

    private async Task ActivateAsync()
    {
        Runtime.Metrics.Activations.Add(1);
        try
        {
            var states = new List<PersistentState>();
            _grain = Address.Class.Construct(this, states);
            foreach (var state in states)
                await state.ReadStateAsync();
            await _grain.OnActivateAsync(Runtime.Aborted);
        }
        catch (Exception failure)
        {
            Runtime.Metrics.ActivationFailures.Add(1);
            Runtime.Logger.LogWarning(failure, "{Grain} could not be activated.", Address);
            Close(request => request.Fail(failure));
            return;
        }

        lock (_gate)
        {
            _phase = Phase.Active;
            _lastUsed = Runtime.Time.GetTimestamp();
        }

        Pump();
    }

    private async Task EndAsync()
    {
        _phase = Phase.Ending;
        StopTimers();
        try
        {
            await _grain!.OnDeactivateAsync(_endReason, Runtime.Aborted);
        }
        catch (Exception failure)
        {
            Runtime.Logger.LogError(
                failure, "{Grain} failed while it was deactivated ({Reason}).", Address, _endReason.ReasonCode);
        }

        Close(request => request.Resend());
    }

    private void Close(Action<Request> passOn)
    {
        StopTimers();
        Address.Class.Remove(this);
        var rest = new List<Request>();
        lock (_gate)
        {
            _phase = Phase.Ended;
            while ((_waiting.TakeFirst() ?? _interleaving.TakeFirst()) is { } request)
                rest.Add(request);
        }

        Runtime.Metrics.Activations.Add(-1);
        rest.ForEach(passOn);
        _ended?.SetResult();
    }

    private void StopTimers()
    {
        var timers = _timers;
        _timers = null;
        timers?.ForEach(timer => timer.Dispose());
    }

    private void Refuse(Request request)
    {
        Runtime.Metrics.Rejections.Add(1);
        request.Fail(new LimitExceededException(
            $"{Address} holds {Runtime.Options.MaxCallsPerActivation} calls, its limit, so this one was refused and has not run. "
            + "Call it again when it has caught up."));
    }
}
