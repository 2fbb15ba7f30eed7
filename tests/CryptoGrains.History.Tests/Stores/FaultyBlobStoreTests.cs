using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>The decorator is a store where nothing goes wrong, and fails as it is told to where something does.</summary>
public sealed class FaultyBlobStoreTests : BlobStoreContract, IDisposable
{
    private static readonly byte[] Content = [1, 2, 3, 4];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    protected override IBlobStore Open() => Faulty();

    [Theory]
    [InlineData(Fault.Error, false)]
    [InlineData(Fault.Unavailable, false)]
    [InlineData(Fault.Torn, false)]
    [InlineData(Fault.Unanswered, true)]
    public async Task A_call_fails_as_often_as_it_is_told_to(Fault fault, bool isDone)
    {
        using var store = Faulty();
        store.Faults.Add(fault, call => call.Kind == StoreCallKind.TryCreate, times: 1);
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.TryCreateAsync("a", Content, Cancellation));
        Assert.Equal(isDone, await store.FindAsync("a", Cancellation) is not null);
        Assert.Equal(!isDone, await store.TryCreateAsync("a", Content, Cancellation));
    }

    [Fact]
    public async Task A_stalled_call_ends_when_it_is_cancelled_or_the_fault_is_over()
    {
        using var store = Faulty();
        store.Faults.Add(Fault.Stall);
        using var source = new CancellationTokenSource();
        var cancelled = store.ReadAsync("a", source.Token).AsTask();
        var mended = store.ReadAsync("a", Cancellation).AsTask();
        Assert.False(cancelled.IsCompleted || mended.IsCompleted);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        store.Faults.Clear();
        await Assert.ThrowsAsync<BlobStoreException>(() => mended);
        Assert.Null(await store.ReadAsync("a", Cancellation));
    }

    [Fact]
    public async Task A_torn_read_fills_a_part_and_says_so()
    {
        using var store = Faulty();
        await store.TryCreateAsync("a", Content, Cancellation);
        store.Faults.Add(Fault.Torn);
        var into = new byte[4];
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.ReadRangeAsync("a", 0, into, Cancellation));
        Assert.Equal([1, 2, 0, 0], into);
    }

    [Fact]
    public async Task The_hooks_know_each_write_by_its_number()
    {
        using var store = Faulty();
        var seen = new List<string>();
        store.BeforeWrite = (number, name) => seen.Add($"before {number} {name}");
        store.AfterWrite = (number, name) =>
        {
            seen.Add($"after {number} {name}");
            if (number == 2)
                throw new InvalidOperationException("The process ends here.");
        };
        await store.TryCreateAsync("a", Content, Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.ReplaceAsync("b", Content, Cancellation));

        Assert.Equal(["before 1 a", "after 1 a", "before 2 b", "after 2 b"], seen);
        Assert.Equal(2, store.Writes);
        Assert.Equal(["a", "b"], await store.NamesAsync());
    }

    private FaultyBlobStore Faulty() => new(new FolderBlobStore(_folder.Path, force: false));
}
