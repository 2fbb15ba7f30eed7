namespace CryptoGrains.Columnar.Storage;

/// <summary>
/// A flat space of named byte strings. Names are parts joined by <c>/</c>, in the characters of a URL's path and blanks, without
/// empty parts, <c>.</c> or <c>..</c>. Blobs are written whole: a reader finds all of one or nothing. Every call throws
/// <see cref="BlobStoreException"/> where the store fails, and gives up within the store's time limit.
/// </summary>
public interface IBlobStore
{
    /// <summary>Where the store is, for people: a folder's path or a URL, never with a secret.</summary>
    string Location { get; }

    /// <summary>The blob's full path or URL, without a secret: what another tool opens.</summary>
    string LocationOf(string name);

    /// <summary>A whole blob; null where there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Fills the memory with the blob's bytes from an offset on.</summary>
    /// <exception cref="BlobStoreException">There is no such blob, or it has no such bytes.</exception>
    ValueTask ReadRangeAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken = default);

    /// <summary>What there is under a name; null where there is nothing.</summary>
    ValueTask<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes a blob, if there is none of that name: of many that try at once, one succeeds. When it returns true the blob is as
    /// durable as the store makes it. A failure leaves nothing a reader could see, unless it came after the blob was written.
    /// </summary>
    /// <returns>False where there is a blob of that name already, which stays as it is.</returns>
    ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes a blob like <see cref="TryCreateAsync"/>, for one that nobody looks for yet: until <see cref="ForceAsync"/> it may be there in
    /// part, and be lost. So a store can write many at a fraction of the cost. One that gains nothing by it creates the blob.
    /// </summary>
    /// <returns>False where there is a blob of that name already, which stays as it is.</returns>
    ValueTask<bool> TryStageAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        TryCreateAsync(name, content, cancellationToken);

    /// <summary>Makes blobs that were staged as durable as those that are created.</summary>
    ValueTask ForceAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <summary>Writes a blob in the place of another, if there is one; readers find the old one or the new.</summary>
    ValueTask ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Removes a blob; nothing happens where there is none.</summary>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The blobs whose names begin with a prefix, in ordinal order of name.</summary>
    /// <param name="prefix">The prefix; empty for all.</param>
    /// <param name="after">Only names greater than this one.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<BlobInfo> ListAsync(string prefix, string? after = null, CancellationToken cancellationToken = default);
}
