using System.Collections.Concurrent;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Tests.Crash;

/// <summary>A store whose power can fail: of what was staged and not forced, half is gone then, and half is there in part.</summary>
internal sealed class VolatileStore(IBlobStore inner) : IBlobStore
{
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _unforced = new(StringComparer.Ordinal);

    public string Location => inner.Location;

    /// <summary>How many blobs a power failure would damage now.</summary>
    public int Unforced => _unforced.Count;

    public string LocationOf(string name) => inner.LocationOf(name);

    /// <summary>Lets the power fail.</summary>
    public async Task FailAsync(CancellationToken cancellationToken)
    {
        var isGone = false;
        foreach (var (name, content) in _unforced)
        {
            if (isGone = !isGone)
                await inner.DeleteAsync(name, cancellationToken);
            else
                await inner.ReplaceAsync(name, content[..(content.Length / 2)], cancellationToken);
        }
    }

    public async ValueTask<bool> TryStageAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var staged = await inner.TryCreateAsync(name, content, cancellationToken);
        if (staged)
            _unforced[name] = content;
        return staged;
    }

    public ValueTask ForceAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        foreach (var name in names)
            _unforced.TryRemove(name, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(name, cancellationToken);

    public ValueTask ReadRangeAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken = default) =>
        inner.ReadRangeAsync(name, offset, into, cancellationToken);

    public ValueTask<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default) => inner.FindAsync(name, cancellationToken);

    public ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        inner.TryCreateAsync(name, content, cancellationToken);

    public ValueTask ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        inner.ReplaceAsync(name, content, cancellationToken);

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default) => inner.DeleteAsync(name, cancellationToken);

    public IAsyncEnumerable<BlobInfo> ListAsync(string prefix, string? after = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, after, cancellationToken);
}
