using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>
/// A store whose calls go wrong by rule, as those of a service do: see <see cref="Fault"/>. A torn write leaves nothing, as every
/// store promises; a stalled call ends when it is cancelled or the faults are cleared.
/// </summary>
public sealed class FaultyBlobStore(IBlobStore inner) : IBlobStore, IDisposable
{
    private int _writes;

    /// <summary>What goes wrong.</summary>
    public FaultRules<StoreCall> Faults { get; } = new();

    /// <summary>How many blobs were to be created or replaced so far.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Called before each write reaches the store, with its number from 1 on and its name; what it throws comes out.</summary>
    public Action<int, string>? BeforeWrite { get; set; }

    /// <summary>Called after each write that reached the store, with its number and its name; what it throws comes out.</summary>
    public Action<int, string>? AfterWrite { get; set; }

    /// <inheritdoc/>
    public string Location => inner.Location;

    /// <inheritdoc/>
    public string LocationOf(string name) => inner.LocationOf(name);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken = default) => CallAsync(
        new StoreCall(StoreCallKind.Read, name), () => inner.ReadAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ReadRangeAsync(
        string name, long offset, Memory<byte> into, CancellationToken cancellationToken = default)
    {
        var call = new StoreCall(StoreCallKind.ReadRange, name);
        var (fault, mended) = Faults.Next(call);
        await FailBeforeAsync(call, fault, mended, cancellationToken);
        await inner.ReadRangeAsync(name, offset, fault == Fault.Torn ? into[..(into.Length / 2)] : into, cancellationToken);
        FailAfter(call, fault);
    }

    /// <inheritdoc/>
    public ValueTask<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default) => CallAsync(
        new StoreCall(StoreCallKind.Find, name), () => inner.FindAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryCreateAsync(
        string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => WriteAsync(
            new StoreCall(StoreCallKind.TryCreate, name),
            () => inner.TryCreateAsync(name, content, cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryStageAsync(
        string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => WriteAsync(
            new StoreCall(StoreCallKind.TryCreate, name),
            () => inner.TryStageAsync(name, content, cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask ForceAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        inner.ForceAsync(names, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        await WriteAsync(
            new StoreCall(StoreCallKind.Replace, name),
            async () =>
            {
                await inner.ReplaceAsync(name, content, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default) => await CallAsync(
        new StoreCall(StoreCallKind.Delete, name),
        async () =>
        {
            await inner.DeleteAsync(name, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A torn listing gives one blob and fails then.</remarks>
    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new StoreCall(StoreCallKind.List, prefix);
        var (fault, mended) = Faults.Next(call);
        await FailBeforeAsync(call, fault, mended, cancellationToken);
        await foreach (var blob in inner.ListAsync(prefix, after, cancellationToken))
        {
            yield return blob;
            FailAfter(call, fault);
        }

        FailAfter(call, fault);
    }

    /// <inheritdoc/>
    public void Dispose() => Faults.Dispose();

    private ValueTask<T> WriteAsync<T>(StoreCall call, Func<ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _writes);
        return CallAsync(
            call,
            async () =>
            {
                BeforeWrite?.Invoke(number, call.Name);
                var result = await work();
                AfterWrite?.Invoke(number, call.Name);
                return result;
            },
            cancellationToken);
    }

    private async ValueTask<T> CallAsync<T>(StoreCall call, Func<ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var (fault, mended) = Faults.Next(call);
        var isTornWrite = fault == Fault.Torn && call.Kind is (StoreCallKind.TryCreate or StoreCallKind.Replace);
        await FailBeforeAsync(call, isTornWrite ? Fault.Error : fault, mended, cancellationToken);
        var result = await work();
        FailAfter(call, fault);
        return result;
    }

    private async ValueTask FailBeforeAsync(StoreCall call, Fault fault, CancellationToken mended, CancellationToken cancellationToken)
    {
        if (fault == Fault.Stall)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(mended, cancellationToken);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (fault is Fault.Error or Fault.Unavailable or Fault.Stall)
            throw Failure(call, fault);
    }

    private void FailAfter(StoreCall call, Fault fault)
    {
        if (fault is Fault.Torn or Fault.Unanswered)
            throw Failure(call, fault);
    }

    private BlobStoreException Failure(StoreCall call, Fault fault) =>
        new($"{Location}/{call.Name}: a test lets this {call.Kind} go wrong ({fault}).");
}
