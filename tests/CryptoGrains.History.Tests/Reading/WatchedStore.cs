using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Tests.Reading;

/// <summary>A store that tells what it was asked, and waits or fails where a test wants it to.</summary>
internal sealed class WatchedStore(IBlobStore inner) : IBlobStore
{
    private readonly ConcurrentQueue<string> _asked = new();

    public string Location => inner.Location;

    /// <summary>What was asked since the last <see cref="Forget"/>, by name.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>The data files that were opened since then, each once.</summary>
    public IReadOnlyList<string> FilesRead => [.. _asked.Where(name => name.EndsWith(".parquet", StringComparison.Ordinal)).Distinct().Order()];

    /// <summary>Every call waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Set, every call fails with this sentence.</summary>
    public string? Failure { get; set; }

    public void Forget() => _asked.Clear();

    public string LocationOf(string name) => inner.LocationOf(name);

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        await NoteAsync(name);
        return await inner.ReadAsync(name, cancellationToken);
    }

    public async ValueTask ReadRangeAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken = default)
    {
        await NoteAsync(name);
        await inner.ReadRangeAsync(name, offset, into, cancellationToken);
    }

    public async ValueTask<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        await NoteAsync(name);
        return await inner.FindAsync(name, cancellationToken);
    }

    public async ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        await NoteAsync(name);
        return await inner.TryCreateAsync(name, content, cancellationToken);
    }

    public async ValueTask ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        await NoteAsync(name);
        await inner.ReplaceAsync(name, content, cancellationToken);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        await NoteAsync(name);
        await inner.DeleteAsync(name, cancellationToken);
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await NoteAsync(prefix);
        await foreach (var blob in inner.ListAsync(prefix, after, cancellationToken))
            yield return blob;
    }

    private async Task NoteAsync(string name)
    {
        _asked.Enqueue(name);
        await Gate;
        if (Failure is { } sentence)
            throw new BlobStoreException(sentence);
    }
}
