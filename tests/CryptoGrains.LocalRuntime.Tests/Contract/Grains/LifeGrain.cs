namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>Writes <c>activated</c> and <c>deactivated: reason</c>. Nobody registers a <see cref="Journal"/> as a service.</summary>
public sealed class LifeGrain(TimeProvider time, Journal? unregistered = null) : Grain, ILifeGrain
{
    private int _activation;

    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Add("activated");
        _activation = Journal.Count("activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add($"deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> ActivationAsync() => Task.FromResult(_activation);

    public Task<int> EndAsync()
    {
        DeactivateOnIdle();
        return Task.FromResult(_activation);
    }

    public async Task<int> HoldAndEndAsync()
    {
        DeactivateOnIdle();
        Journal.Add("held");
        await Journal.Gate;
        return _activation;
    }

    public Task<string> KeyAsync() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<ILifeGrain> SelfAsync() => Task.FromResult(this.AsReference<ILifeGrain>());

    public Task<(bool Registered, bool Unregistered)> ServicesAsync() => Task.FromResult((time is not null, unregistered is not null));

    public async Task<string> KeyOfAsync(ILifeGrain other) => $"{other.GetPrimaryKeyString()} {await other.KeyAsync()}";
}
