using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Tests.Storage;

/// <summary>A store in memory, which fails where a test wants it to.</summary>
/// <param name="time">The store's clock; the system's where there is none.</param>
public sealed class MemoryBlobStore(TimeProvider? time = null) : IBlobStore
{
    private const int PageSize = 1_000;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly SortedList<string, (ReadOnlyMemory<byte> Content, DateTimeOffset LastModified)> _blobs = new(StringComparer.Ordinal);
    private long _calls;

    /// <summary>Says what goes wrong with a call; null where all goes well.</summary>
    public Func<StoreCall, StoreFault>? Faults { get; set; }

    /// <summary>How many calls there were.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>The names of all blobs in order.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
                return [.. _blobs.Keys];
        }
    }

    /// <inheritdoc/>
    public string Location => "memory:";

    /// <inheritdoc/>
    public string LocationOf(string name) => $"memory:{name}";

    /// <summary>Puts a blob in without a fault and without a call being counted.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="lastModified">When it was written; now where nothing is said.</param>
    public void Put(string name, ReadOnlyMemory<byte> content, DateTimeOffset? lastModified = null)
    {
        lock (_lock)
            _blobs[name] = (content, lastModified ?? _time.GetUtcNow());
    }

    /// <summary>A blob's bytes, without a fault; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Get(string name)
    {
        lock (_lock)
            return _blobs.TryGetValue(name, out var blob) ? blob.Content : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Takes a blob away, without a fault.</summary>
    public void Remove(string name)
    {
        lock (_lock)
            _blobs.Remove(name);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        var fault = Before(StoreOperation.Read, name, cancellationToken);
        var content = Get(name);
        return ValueTask.FromResult(fault == StoreFault.Torn && content is { } whole ? whole[..(whole.Length / 2)] : content);
    }

    /// <inheritdoc/>
    public ValueTask ReadRangeAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken = default)
    {
        var fault = Before(StoreOperation.ReadRange, name, cancellationToken);
        if (Get(name) is not { } content || offset < 0 || offset + into.Length > content.Length)
            throw new BlobStoreException($"The blob {name} has no {into.Length} bytes at {offset}.");
        content.Slice((int)offset, into.Length).CopyTo(into);
        if (fault == StoreFault.Torn)
            into.Span[(into.Length / 2)..].Clear();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        Before(StoreOperation.Find, name, cancellationToken);
        lock (_lock)
        {
            return ValueTask.FromResult<BlobInfo?>(
                _blobs.TryGetValue(name, out var blob) ? new BlobInfo(name, blob.Content.Length, blob.LastModified) : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var fault = Before(StoreOperation.Create, name, cancellationToken);
        bool created;
        lock (_lock)
            created = _blobs.TryAdd(name, (content.ToArray(), _time.GetUtcNow()));
        After(StoreOperation.Create, name, fault);
        return ValueTask.FromResult(created);
    }

    /// <inheritdoc/>
    public ValueTask ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var fault = Before(StoreOperation.Replace, name, cancellationToken);
        Put(name, content.ToArray());
        After(StoreOperation.Replace, name, fault);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var fault = Before(StoreOperation.Delete, name, cancellationToken);
        Remove(name);
        After(StoreOperation.Delete, name, fault);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Before(StoreOperation.List, prefix, cancellationToken);
        var begin = after;
        while (true)
        {
            var page = Page(prefix, begin);
            foreach (var blob in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return blob;
            }

            if (page.Count < PageSize)
                yield break;
            begin = page[^1].Name;
            await Task.Yield();
        }
    }

    private List<BlobInfo> Page(string prefix, string? after)
    {
        var page = new List<BlobInfo>();
        lock (_lock)
        {
            var from = after is not null && string.CompareOrdinal(after, prefix) > 0 ? after : prefix;
            for (var i = PlaceOf(from); i < _blobs.Count && page.Count < PageSize; i++)
            {
                var name = _blobs.Keys[i];
                if (name == after)
                    continue;
                if (!name.StartsWith(prefix, StringComparison.Ordinal))
                    break;
                var (content, lastModified) = _blobs.Values[i];
                page.Add(new BlobInfo(name, content.Length, lastModified));
            }
        }

        return page;
    }

    // The place of the first name that is not less than one.
    private int PlaceOf(string name)
    {
        int low = 0, high = _blobs.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_blobs.Keys[middle], name) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private StoreFault Before(StoreOperation operation, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _calls);
        var fault = Faults?.Invoke(new StoreCall(operation, name)) ?? StoreFault.None;
        return fault == StoreFault.Before ? throw new BlobStoreException($"The store refused to {operation} {name}.") : fault;
    }

    private static void After(StoreOperation operation, string name, StoreFault fault)
    {
        if (fault == StoreFault.After)
            throw new BlobStoreException($"The store did {operation} {name}, and then the connection broke.");
    }
}
