using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Puts new entries into a table's log, where none is of that version.</summary>
/// <param name="store">The store.</param>
/// <param name="names">The names of the table's log.</param>
internal sealed class CommitLog(IBlobStore store, LogNames names)
{
    /// <summary>How often an entry is put where the store does not answer whether it took it.</summary>
    private const int MostTries = 3;

    /// <summary>Puts an entry.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="read">The version before it; null where there is none.</param>
    /// <param name="commit">What changes.</param>
    /// <param name="moment">When it is committed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The entry; null where there is another of that version.</returns>
    /// <exception cref="BlobStoreException">The store failed each time, and it is not known whether the entry is there.</exception>
    public async Task<LogCommit?> TryPutAsync(
        long version, DeltaSnapshot? read, DeltaCommit commit, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var transaction = Guid.NewGuid().ToString();
        var content = LogWriter.Write(read, commit, moment, transaction);
        var name = names.Commit(version);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await store.TryCreateAsync(name, content, cancellationToken) || await IsOursAsync(name, transaction, cancellationToken)
                    ? new LogCommit(version, moment, LogReader.Read(content.Span, name))
                    : null;
            }
            catch (BlobStoreException) when (tries < MostTries)
            {
                // It may be there all the same; the next try will find it and know it by its id.
            }
            catch (BlobStoreException exception)
            {
                throw new BlobStoreException(
                    $"The store {store.Location} did not say whether it took version {version} of the table {names.Folder}, which was put "
                    + $"{MostTries} times. Read the table again to see: {exception.Message}",
                    exception);
            }
        }
    }

    // A put that failed for us may have reached the store, and then it is our own entry that is in the way.
    private async Task<bool> IsOursAsync(string name, string transaction, CancellationToken cancellationToken) =>
        await store.ReadAsync(name, cancellationToken) is { } there
        && LogReader.ReadInfo(there.Span, store.LocationOf(name))?.TransactionId == transaction;
}
