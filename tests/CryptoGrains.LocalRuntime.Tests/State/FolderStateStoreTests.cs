using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class FolderStateStoreTests : IDisposable
{
    private static readonly StateKey Key = new("SymbolGrain", "BINANCE:BTCUSDT", "snapshot");

    private readonly TemporaryFolder _folder = new();
    private readonly RuntimeMetrics _metrics = new();
    private readonly ListLogger _log = new();

    public void Dispose()
    {
        _folder.Dispose();
        _metrics.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_written_is_read_by_the_next_process(bool flush)
    {
        var version = await Open(flush).WriteAsync(Key, new byte[] { 1, 2, 3 }, 0);

        var read = await Open(flush).ReadAsync(Key);

        Assert.Equal(version, read!.Value.Version);
        Assert.Equal([1, 2, 3], read.Value.Content.ToArray());
        Assert.Null(await Open(flush).ReadAsync(Key with { Name = "other" }));
    }

    [Fact]
    public async Task A_write_over_another_version_is_refused_and_changes_nothing()
    {
        var store = Open();
        var first = await store.WriteAsync(Key, new byte[] { 1 }, 0);
        var second = await store.WriteAsync(Key, new byte[] { 2 }, first);

        foreach (var stale in new[] { 0, first })
        {
            await Assert.ThrowsAsync<InconsistentStateException>(() => store.WriteAsync(Key, new byte[] { 3 }, stale).AsTask());
            await Assert.ThrowsAsync<InconsistentStateException>(() => store.ClearAsync(Key, stale).AsTask());
        }

        Assert.Equal(second, (await store.ReadAsync(Key))!.Value.Version);
    }

    [Fact]
    public async Task Of_two_writers_of_one_version_one_is_refused()
    {
        var store = Open();
        var version = await store.WriteAsync(Key, new byte[] { 0 }, 0);

        var writes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await store.WriteAsync(Key, new[] { (byte)i }, version);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));

        Assert.Single(writes, written => written);
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_its_version_never_comes_back()
    {
        var store = Open();
        var version = await store.WriteAsync(Key, new byte[] { 1 }, 0);
        await store.ClearAsync(Key, version);

        Assert.Null(await store.ReadAsync(Key));
        Assert.NotEqual(version, await store.WriteAsync(Key, new byte[] { 1 }, 0));
    }

    [Fact]
    public async Task A_process_killed_before_the_new_file_took_its_place_leaves_the_old_state()
    {
        var store = Open();
        var version = await store.WriteAsync(Key, new byte[] { 1 }, 0);
        var path = store.PathOf(Key);
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        for (var written = 0; written <= whole.Length; written++)
        {
            await File.WriteAllBytesAsync(path + ".new", whole[..written], TestContext.Current.CancellationToken);
            Assert.Equal(version, (await Open().ReadAsync(Key))!.Value.Version);
        }

        await Open().WriteAsync(Key, new byte[] { 2 }, version);
        Assert.Equal([2], (await Open().ReadAsync(Key))!.Value.Content.ToArray());
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task A_torn_file_is_set_aside_at_every_length()
    {
        var store = Open();
        await store.WriteAsync(Key, new byte[] { 1, 2, 3 }, 0);
        var whole = await File.ReadAllBytesAsync(store.PathOf(Key), TestContext.Current.CancellationToken);

        for (var length = 0; length < whole.Length; length++)
            await AssertSetAsideAsync(store, whole[..length]);
        await AssertSetAsideAsync(store, [.. whole, 0]);
    }

    [Fact]
    public async Task A_file_with_a_changed_byte_is_set_aside_whichever_byte_it_is()
    {
        var store = Open();
        await store.WriteAsync(Key, new byte[] { 1, 2, 3 }, 0);
        var whole = await File.ReadAllBytesAsync(store.PathOf(Key), TestContext.Current.CancellationToken);

        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0x10;
            await AssertSetAsideAsync(store, damaged);
        }
    }

    [Fact]
    public async Task The_file_of_another_state_is_set_aside()
    {
        var store = Open();
        var other = Key with { Key = "BINANCE:ETHUSDT" };
        await store.WriteAsync(other, new byte[] { 1 }, 0);
        await store.WriteAsync(Key, new byte[] { 1 }, 0);

        var wrong = await File.ReadAllBytesAsync(store.PathOf(other), TestContext.Current.CancellationToken);
        await AssertSetAsideAsync(store, wrong);
    }

    private FolderStateStore Open(bool flush = false) => new(_folder.Path, flush, _metrics, _log);

    private async Task AssertSetAsideAsync(FolderStateStore store, byte[] bytes)
    {
        var path = store.PathOf(Key);
        await File.WriteAllBytesAsync(path, bytes);
        _log.Lines.Clear();

        Assert.Null(await store.ReadAsync(Key));

        Assert.False(File.Exists(path));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path + ".corrupt"));
        var (level, text) = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(path, text, StringComparison.Ordinal);
        Assert.Contains("BINANCE:BTCUSDT", text, StringComparison.Ordinal);
        var version = await store.WriteAsync(Key, new byte[] { 9 }, 0);
        await store.ClearAsync(Key, version);
    }
}
