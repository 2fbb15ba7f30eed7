using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Reads the entries of a table's log.</summary>
/// <param name="store">The store.</param>
/// <param name="names">The names of the table's log.</param>
internal sealed class LogEntries(IBlobStore store, LogNames names)
{
    /// <summary>How many entries are read at a time, so that a far store's answers are not waited for one by one.</summary>
    private const int ReadAhead = 16;

    /// <summary>A version's entry; null where there is none.</summary>
    /// <exception cref="DeltaException">It is damaged.</exception>
    public async Task<LogCommit?> FindAsync(long version, CancellationToken cancellationToken)
    {
        var name = names.Commit(version);
        if (await store.ReadAsync(name, cancellationToken) is not { } json)
            return null;

        var actions = LogReader.Read(json.Span, store.LocationOf(name));
        return new LogCommit(version, await TimestampAsync(name, actions.Info, cancellationToken), actions);
    }

    /// <summary>When a version was committed; null where its entry is not there.</summary>
    /// <exception cref="DeltaException">It is damaged.</exception>
    public async Task<DateTimeOffset?> FindTimestampAsync(long version, CancellationToken cancellationToken)
    {
        var name = names.Commit(version);
        return await store.ReadAsync(name, cancellationToken) is { } json
            ? await TimestampAsync(name, LogReader.ReadInfo(json.Span, store.LocationOf(name)), cancellationToken)
            : null;
    }

    /// <summary>Whether a version's entry is there.</summary>
    public async Task<bool> ExistsAsync(long version, CancellationToken cancellationToken) =>
        await store.FindAsync(names.Commit(version), cancellationToken) is not null;

    /// <summary>Whether a table's log has anything at all.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListAsync(names.Prefix, cancellationToken: cancellationToken))
            return true;
        return false;
    }

    /// <summary>The entries of all versions of a range, in order.</summary>
    /// <exception cref="DeltaException">One is damaged or not there.</exception>
    public async IAsyncEnumerable<LogCommit> ReadAsync(
        long first, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<Task<LogCommit?>>();
        try
        {
            for (long version = first, next = first; version <= last; version++)
            {
                while (next <= last && ahead.Count < ReadAhead)
                    ahead.Enqueue(FindAsync(next++, done.Token));

                yield return await ahead.Dequeue() ?? throw new DeltaException(
                    $"The log of the table {store.LocationOf(names.Folder)} is not whole: version {version} is missing, while {last} is there. "
                    + "Bring its entry back, or copy the table anew.");
            }
        }
        finally
        {
            await done.CancelAsync();
        }
    }

    private async ValueTask<DateTimeOffset> TimestampAsync(string name, CommitInfo? info, CancellationToken cancellationToken) =>
        info?.Timestamp ?? (await store.FindAsync(name, cancellationToken))?.LastModified ?? DateTimeOffset.UnixEpoch;
}
