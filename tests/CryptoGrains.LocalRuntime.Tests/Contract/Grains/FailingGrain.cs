namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class FailingGrain : Grain, IFailingGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var journal = Journal.Of(this.GetPrimaryKeyString());
        journal.Add("tried");
        await Task.Yield();
        if (journal.Count("tried") == 1)
            throw new InvalidOperationException("Not the first time.");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add("deactivated");
        return Task.CompletedTask;
    }

    public Task<string> HelloAsync() => Task.FromResult("hello");
}
