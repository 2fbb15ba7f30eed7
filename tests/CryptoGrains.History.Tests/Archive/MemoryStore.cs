using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Tests.Archive;

/// <summary>Blobs in memory, with a way to look at, hold up and fail the writes.</summary>
internal sealed class MemoryStore : IBlobStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _blobs = new(StringComparer.Ordinal);

    /// <summary>Called before a blob is written, with its name.</summary>
    public Action<string>? BeforeWrite { get; set; }

    /// <summary>Called after a blob was written, with its name.</summary>
    public Action<string>? AfterWrite { get; set; }

    /// <summary>The names of all blobs.</summary>
    public string[] Names
    {
        get
        {
            lock (_lock)
                return [.. _blobs.Keys];
        }
    }

    public string Location => "memory";

    public string LocationOf(string name) => $"memory/{name}";

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return ValueTask.FromResult(_blobs.TryGetValue(name, out var content) ? content : (ReadOnlyMemory<byte>?)null);
    }

    public ValueTask ReadRangeAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (!_blobs.TryGetValue(name, out var content))
                throw new BlobStoreException($"There is no blob {name}.");
            content.Slice((int)offset, into.Length).CopyTo(into);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return ValueTask.FromResult(_blobs.TryGetValue(name, out var content) ? new BlobInfo(name, content.Length, default) : (BlobInfo?)null);
    }

    public async ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        // What takes the thread away here lets others in, as a real store does.
        await Task.Yield();
        BeforeWrite?.Invoke(name);
        bool created;
        lock (_lock)
            created = _blobs.TryAdd(name, content.ToArray());
        AfterWrite?.Invoke(name);
        return created;
    }

    public ValueTask ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(name);
        lock (_lock)
            _blobs[name] = content.ToArray();
        AfterWrite?.Invoke(name);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            _blobs.Remove(name);
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var name in Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            // It may have been deleted since the names were taken.
            if ((after is null || string.CompareOrdinal(name, after) > 0) && await FindAsync(name, cancellationToken) is { } blob)
                yield return blob;
        }
    }
}
