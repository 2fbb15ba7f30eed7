using System.Collections.Immutable;
using Orleans.Storage;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class StateTests(ClusterFixture cluster) : ClusterTests(cluster)
{
    private static readonly ImmutableArray<byte> Block = [.. Enumerable.Range(0, 60_000).Select(i => (byte)(i * 7))];

    [Fact]
    public async Task A_state_that_was_never_stored_is_empty()
    {
        var grain = Grain<ILedgerGrain>();

        Assert.Equal((null, false), await grain.VersionAsync().Soon());
        var (number, text, block, amount) = await grain.ReadAsync().Soon();
        Assert.Equal((0, null, 0, 0m), (number, text, block.Length, amount));
    }

    [Fact]
    public async Task A_stored_state_is_back_after_a_deactivation()
    {
        var grain = Grain<ILedgerGrain>();
        await grain.WriteAsync(3, "three ✓", Block, 0.000000000001m).Soon();

        await EndAsync(grain);

        await AssertStoredAsync(grain);
    }

    [Fact]
    public async Task A_stored_state_is_back_after_idleness()
    {
        var grain = Grain<ILedgerGrain>();
        await grain.WriteAsync(3, "three ✓", Block, 0.000000000001m).Soon();

        await Cluster.PassUntilAsync(Journal.Seen("deactivated: ActivationIdle"), "the deactivation of an idle grain");

        await AssertStoredAsync(grain);
    }

    [Fact]
    public async Task A_stored_state_is_back_after_a_restart()
    {
        await Grain<ILedgerGrain>().WriteAsync(3, "three ✓", Block, 0.000000000001m).Soon();

        await Cluster.RestartAsync();

        await AssertStoredAsync(Grain<ILedgerGrain>());
    }

    [Fact]
    public async Task A_restart_deactivates_the_grains_first()
    {
        await Grain<ILedgerGrain>().ReadAsync().Soon();

        await Cluster.RestartAsync();

        Assert.Equal(["deactivated: ShuttingDown"], Journal.Entries);
    }

    [Fact]
    public async Task A_change_that_was_not_stored_is_gone_with_the_activation()
    {
        var grain = Grain<ILedgerGrain>();
        await grain.WriteAsync(3, null, [], 1).Soon();
        await grain.ChangeAsync(4).Soon();

        await EndAsync(grain);

        Assert.Equal(3, (await grain.ReadAsync().Soon()).Number);
    }

    [Fact]
    public async Task Reading_again_drops_what_was_not_stored()
    {
        var grain = Grain<ILedgerGrain>();
        await grain.WriteAsync(3, null, [], 1).Soon();
        await grain.ChangeAsync(4).Soon();

        await grain.ReloadAsync().Soon();

        Assert.Equal(3, (await grain.ReadAsync().Soon()).Number);
    }

    [Fact]
    public async Task Every_write_changes_the_version()
    {
        var grain = Grain<ILedgerGrain>();
        await grain.WriteAsync(1, null, [], 1).Soon();
        var first = await grain.VersionAsync().Soon();
        await grain.WriteAsync(1, null, [], 1).Soon();
        var second = await grain.VersionAsync().Soon();

        Assert.True(first.Exists && second.Exists);
        Assert.NotEqual(first.Etag, second.Etag);
    }

    [Fact]
    public async Task A_cleared_state_is_empty_and_can_be_stored_anew()
    {
        var grain = Grain<ILedgerGrain>();
        await grain.WriteAsync(1, "one", Block, 1).Soon();

        await grain.ClearAsync().Soon();
        Assert.False((await grain.VersionAsync().Soon()).Exists);
        Assert.Equal(0, (await grain.ReadAsync().Soon()).Number);

        await grain.WriteAsync(2, null, [], 1).Soon();
        await EndAsync(grain);
        Assert.Equal(2, (await grain.ReadAsync().Soon()).Number);
    }

    [Fact]
    public async Task A_stale_state_is_not_stored_and_its_activation_ends()
    {
        var grain = Grain<ILedgerGrain>();
        await grain.WriteAsync(3, null, [], 1).Soon();
        await EndAsync(grain);

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteStaleAsync().Soon());
        await Journal.Seen("deactivated: ApplicationError").Soon();

        Assert.Equal(7, (await grain.ReadAsync().Soon()).Number);
    }

    private async Task EndAsync(ILedgerGrain grain)
    {
        var ends = Journal.Count("deactivated: ApplicationRequested");
        await grain.EndAsync().Soon();
        await Journal.Seen("deactivated: ApplicationRequested", ends + 1).Soon();
    }

    private static async Task AssertStoredAsync(ILedgerGrain grain)
    {
        var (number, text, block, amount) = await grain.ReadAsync().Soon();
        Assert.Equal((3, "three ✓", 0.000000000001m), (number, text, amount));
        Assert.True(Block.AsSpan().SequenceEqual(block.AsSpan()));
        Assert.True((await grain.VersionAsync().Soon()).Exists);
    }
}
