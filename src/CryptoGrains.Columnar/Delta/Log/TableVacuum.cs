using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>
/// Deletes what no kept version needs. The log's beginning goes first, so that a version that can still be made from the log has
/// all its files, wherever the work breaks off.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="names">The names of the table's log.</param>
/// <param name="loader">Makes versions.</param>
/// <param name="checkpoints">Writes the checkpoint that stands for the log's beginning.</param>
internal sealed class TableVacuum(IBlobStore store, LogNames names, SnapshotLoader loader, CheckpointWriter checkpoints)
{
    /// <summary>How many blobs are deleted at a time.</summary>
    private const int Parallelism = 8;

    private readonly LogEntries _entries = new(store, names);

    /// <summary>Deletes.</summary>
    /// <param name="latest">The newest version.</param>
    /// <param name="cutoff">The moment since which versions are kept: the one that was the newest then, and all after it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many blobs were deleted.</returns>
    public async Task<int> RunAsync(DeltaSnapshot latest, DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        latest.Protocol.CheckWritable(loader.Table);
        var oldest = latest.Timestamp <= cutoff ? latest : await loader.AsOfAsync(cutoff, latest.Version, cancellationToken);
        oldest ??= await loader.OldestAsync(latest, cancellationToken);

        var deleted = await ForgetLogAsync(oldest, cancellationToken);
        var kept = oldest.Files.Keys.ToHashSet();
        await foreach (var commit in _entries.ReadAsync(oldest.Version + 1, latest.Version, cancellationToken))
            kept.UnionWith(commit.Actions.Adds.Select(file => file.Path));
        return deleted + await DeleteFilesAsync(kept, cutoff, cancellationToken);
    }

    private async Task<int> ForgetLogAsync(DeltaSnapshot oldest, CancellationToken cancellationToken)
    {
        var listing = await LogListing.ReadAsync(store, names, from: 0, upTo: oldest.Version, cancellationToken);
        var old = listing.All.Where(one => one.Version < oldest.Version).Select(one => one.Blob.Name).ToArray();
        if (old.Length == 0)
            return 0;

        await checkpoints.WriteAsync(oldest, cancellationToken);
        try
        {
            await loader.CheckCheckpointAsync(oldest, cancellationToken);
        }
        catch (CheckpointDamagedException exception)
        {
            throw new DeltaException($"Nothing was deleted from the table {loader.Table}: {exception.Message}", exception);
        }

        // Checkpoints first, and entries from the first on: what is left then makes no version, whichever of them is left.
        await DeleteAsync(old.Where(name => !IsEntry(name)), cancellationToken);
        foreach (var some in old.Where(IsEntry).Chunk(Parallelism))
            await DeleteAsync(some, cancellationToken);
        return old.Length;
    }

    private async Task<int> DeleteFilesAsync(HashSet<string> kept, DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        var folder = names.Folder + "/";
        var old = new List<string>();
        await foreach (var blob in store.ListAsync(folder, cancellationToken: cancellationToken))
        {
            var path = blob.Name[folder.Length..];
            if (blob.LastModified < cutoff && !IsHidden(path) && !kept.Contains(path))
                old.Add(blob.Name);
        }

        await DeleteAsync(old, cancellationToken);
        return old.Count;
    }

    private Task DeleteAsync(IEnumerable<string> blobs, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            blobs,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            (name, stop) => store.DeleteAsync(name, stop));

    private static bool IsEntry(string name) => name.EndsWith(".json", StringComparison.Ordinal) && !name.Contains(".checkpoint.", StringComparison.Ordinal);

    // The log itself, and what other programs keep in a table's folder. Folders of a partition column whose name begins so are none.
    private static bool IsHidden(string path)
    {
        foreach (var range in path.AsSpan().Split('/'))
        {
            var part = path.AsSpan()[range];
            if (part is ['_' or '.', ..] && !part.Contains('='))
                return true;
        }

        return false;
    }
}
