using CryptoGrains.LocalRuntime.Tests.Contract;
using Orleans.Storage;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class PersistentStateTests
{
    private static readonly StateKey Key = new(nameof(LedgerGrain), "key", "ledger");

    [Fact]
    public async Task A_grain_with_a_damaged_state_starts_empty_and_it_is_counted()
    {
        using var folder = new TemporaryFolder();
        await using var runtime = await LocalRuntime.StartAsync(options => options.StateFolder = folder.Path);
        var path = ((FolderStateStore)runtime.Runtime.Store).PathOf(Key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "no state", TestContext.Current.CancellationToken);

        var grain = runtime.Grains.GetGrain<ILedgerGrain>("key");

        Assert.Equal(0, (await grain.ReadAsync().Soon()).Number);
        Assert.Equal(1, runtime.Count("state_corruptions"));
        await grain.WriteAsync(5, null, [], 1).Soon();
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_state_of_another_program_fails_the_call_and_stays_where_it_is()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        await runtime.Runtime.Store.WriteAsync(Key, StateSerializer.Write(new { Number = "five" }), 0);

        var grain = runtime.Grains.GetGrain<ILedgerGrain>("key");
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => grain.ReadAsync().Soon());

        Assert.StartsWith(
            "the state 'ledger' of LedgerGrain 'key' was stored by a program whose LedgerState differs",
            failure.Message,
            StringComparison.Ordinal);
        Assert.NotNull(await runtime.Runtime.Store.ReadAsync(Key));
    }

    [Fact]
    public async Task Conflicts_are_counted()
    {
        await using var runtime = await LocalRuntime.StartAsync();

        var grain = runtime.Grains.GetGrain<ILedgerGrain>("key");
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteStaleAsync().Soon());

        Assert.Equal(1, runtime.Count("state_conflicts"));
    }
}
