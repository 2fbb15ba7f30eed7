namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class TimerGrain : Grain, ITimerGrain
{
    private IGrainTimer? _timer;

    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add("deactivated");
        return Task.CompletedTask;
    }

    public Task StartAsync(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive)
    {
        var scheduler = TaskScheduler.Current;
        _timer = this.RegisterGrainTimer(
            cancellationToken =>
            {
                Journal.Add(TaskScheduler.Current == scheduler ? "tick" : "tick elsewhere");
                if (Journal.Count("tick") == 1)
                    cancellationToken.Register(() => Journal.Add("cancelled"));
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StartHeldAsync(TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            async cancellationToken =>
            {
                Journal.Add("tick");
                using var registration = cancellationToken.Register(() => Journal.Add("tick cancelled"));
                await Journal.Gate;
                Journal.Add("ticked");
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, period) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task StartThrowingAsync(TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                Journal.Add("tick");
                throw new InvalidOperationException("A tick that fails.");
            },
            TimeSpan.Zero,
            period);
        return Task.CompletedTask;
    }

    public Task ChangeAsync(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task DisposeTimerAsync()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task HoldAsync()
    {
        Journal.Add("held");
        await Journal.Gate;
        Journal.Add("released");
    }

    public async Task SettleAsync() => await Task.Yield();

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
