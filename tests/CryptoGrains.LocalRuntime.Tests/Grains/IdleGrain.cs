namespace CryptoGrains.LocalRuntime.Tests;

public sealed class IdleGrain([PersistentState("idle")] IPersistentState<IdleState> state) : Grain, IIdleGrain
{
    public async Task TouchAsync()
    {
        await Task.Yield();
        state.State.Touched++;
    }
}
