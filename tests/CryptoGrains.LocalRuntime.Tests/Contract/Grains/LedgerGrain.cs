using System.Collections.Immutable;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class LedgerGrain(
    [PersistentState("ledger", "contract")] IPersistentState<LedgerState> ledger,
    [PersistentState("ledger", "contract")] IPersistentState<LedgerState> other) : Grain, ILedgerGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add($"deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public async Task WriteAsync(int number, string? text, ImmutableArray<byte> block, decimal amount)
    {
        ledger.State.Number = number;
        ledger.State.Text = text;
        ledger.State.Block = [.. block];
        ledger.State.Amounts["amount"] = amount;
        await ledger.WriteStateAsync();
    }

    public Task ChangeAsync(int number)
    {
        ledger.State.Number = number;
        return Task.CompletedTask;
    }

    public Task<(int Number, string? Text, ImmutableArray<byte> Block, decimal Amount)> ReadAsync() => Task.FromResult((
        ledger.State.Number,
        ledger.State.Text,
        ImmutableArray.Create(ledger.State.Block),
        ledger.State.Amounts.GetValueOrDefault("amount")));

    public Task<(string? Etag, bool Exists)> VersionAsync() => Task.FromResult((ledger.Etag, ledger.RecordExists));

    public Task ClearAsync() => ledger.ClearStateAsync();

    public Task ReloadAsync() => ledger.ReadStateAsync();

    public async Task WriteStaleAsync()
    {
        other.State.Number = 7;
        await other.WriteStateAsync();
        ledger.State.Number = 8;
        await ledger.WriteStateAsync();
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
