using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta;

/// <summary>A Delta Lake table in a folder of a store: its log, read and written. Safe for concurrent use.</summary>
/// <param name="store">The store.</param>
/// <param name="folder">The table's folder in it, without a slash at the end.</param>
/// <param name="time">The clock of commits.</param>
/// <param name="options">How the log is kept.</param>
public sealed class DeltaTable(IBlobStore store, string folder, TimeProvider time, DeltaOptions? options = null)
{
    /// <summary>The table's folder in the store.</summary>
    public string Folder { get; } = folder;

    /// <summary>The newest version; null where there is no table yet. With a version known, only what came after it is read.</summary>
    /// <exception cref="DeltaException">The log is damaged, or asks for a feature that is not read here.</exception>
    public ValueTask<DeltaSnapshot?> LatestAsync(DeltaSnapshot? known = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"{store.Location}{time.LocalTimeZone}{options}");

    /// <summary>One version; null where there is no such version, or its files may be gone already.</summary>
    public ValueTask<DeltaSnapshot?> AtAsync(long version, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>The version that was the newest at a time; null where there was none.</summary>
    public ValueTask<DeltaSnapshot?> AsOfAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>What the versions after one, up to and with another, have changed, oldest first.</summary>
    /// <exception cref="DeltaException">The log no longer has them.</exception>
    public IAsyncEnumerable<DeltaChange> ChangesAsync(long after, long upTo, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>
    /// Commits as the version after the one that was read, or as version 0. Of many that commit after the same version one succeeds.
    /// </summary>
    /// <returns>The new version; null where another came first: read again, and decide anew.</returns>
    public ValueTask<DeltaSnapshot?> TryCommitAsync(DeltaSnapshot? read, DeltaCommit commit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>
    /// Writes a data file, which no version names yet. Its name is new; its bytes follow from the rows alone.
    /// </summary>
    /// <param name="metadata">The table.</param>
    /// <param name="partitionValues">The value of each partition column.</param>
    /// <param name="content">The Parquet file.</param>
    /// <param name="stats">The statistics in JSON.</param>
    /// <param name="tags">Notes for the log; the content's SHA-256 is added as <c>sha256</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public ValueTask<AddFile> WriteFileAsync(
        DeltaMetadata metadata,
        IReadOnlyDictionary<string, string?> partitionValues,
        ReadOnlyMemory<byte> content,
        string? stats,
        IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Opens a data file of this table.</summary>
    public ValueTask<ParquetReader> OpenFileAsync(AddFile file, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Goes back: commits the files and positions of an older version as the newest.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="DeltaException">There is no such version, or its files are gone.</exception>
    public ValueTask<DeltaSnapshot> RestoreAsync(long version, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Deletes files that no kept version names and that are older than versions are kept, and log entries that no kept version needs.</summary>
    /// <returns>How many blobs were deleted.</returns>
    public ValueTask<int> VacuumAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
