namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>Writes <c>two at a time</c> when it is activated while another activation of its key has not ended.</summary>
public sealed class ChurnGrain([PersistentState("churn", "contract")] IPersistentState<LedgerState> state) : Grain, IChurnGrain
{
    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Add("activated");
        if (Journal.Count("activated") != Journal.Count("deactivated") + 1)
            Journal.Add("two at a time");
        await Task.Yield();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await state.WriteStateAsync(cancellationToken);
        Journal.Add("deactivated");
    }

    public async Task<int> CountAsync(bool end)
    {
        if (end)
            DeactivateOnIdle();
        await Task.Yield();
        return ++state.State.Number;
    }
}
