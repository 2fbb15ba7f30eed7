using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Makes versions of a table out of its log: the newest checkpoint that helps, and the entries after it.</summary>
/// <param name="store">The store.</param>
/// <param name="names">The names of the table's log.</param>
/// <param name="time">The clock by which tombstones expire.</param>
/// <param name="keep">For how long they are kept.</param>
internal sealed class SnapshotLoader(IBlobStore store, LogNames names, TimeProvider time, TimeSpan keep)
{
    /// <summary>How many versions before the hint are looked at first, where the checkpoint that it names is no good.</summary>
    private const long FirstSpan = 100;

    private readonly LogEntries _entries = new(store, names);
    private readonly CheckpointReader _checkpoints = new(store, names);
    private readonly LogHint _hint = new(store, names);

    /// <summary>What to call the table in messages.</summary>
    public string Table { get; } = store.LocationOf(names.Folder);

    /// <summary>Before this moment tombstones have expired.</summary>
    public DateTimeOffset Expired => time.GetUtcNow() - keep;

    /// <summary>A version.</summary>
    /// <param name="target">Its number; null for the newest.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null where there is no table, no such version, or no longer.</returns>
    /// <exception cref="DeltaException">The log is damaged, or asks for a feature that is not read here.</exception>
    public async Task<DeltaSnapshot?> LoadAsync(long? target, CancellationToken cancellationToken)
    {
        var hint = await _hint.ReadAsync(cancellationToken);
        var from = target is { } wanted ? Math.Min(wanted, hint ?? wanted) : hint ?? 0;
        var damaged = new HashSet<string>();
        IOException? damage = null;
        for (var span = FirstSpan; ; span *= 10)
        {
            var listing = await LogListing.ReadAsync(store, names, from, target, cancellationToken);
            foreach (var checkpoint in listing.Checkpoints.Where(one => !damaged.Contains(one.Blobs[0].Name)))
            {
                try
                {
                    var actions = await _checkpoints.ReadAsync(checkpoint, cancellationToken);
                    return await ReplayAsync(checkpoint, actions, listing, target, cancellationToken);
                }
                catch (CheckpointDamagedException exception)
                {
                    // An older checkpoint, or the log from its beginning, says the same at more length.
                    damaged.Add(checkpoint.Blobs[0].Name);
                    damage = exception;
                }
            }

            if (from == 0)
                return await ReplayAsync(listing, target, damage, cancellationToken);
            from = Math.Max(0, from - span);
        }
    }

    /// <summary>
    /// The version that was the newest at a time. Commits are looked at by halves, so a log whose writers' clocks went back is taken
    /// as if they had not.
    /// </summary>
    /// <param name="moment">The time.</param>
    /// <param name="latest">The newest version, which came after it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null where there was none, or no longer is.</returns>
    public async Task<DeltaSnapshot?> AsOfAsync(DateTimeOffset moment, long latest, CancellationToken cancellationToken)
    {
        // What is no longer in the log came before all that is.
        long before = -1, after = latest;
        while (after - before > 1)
        {
            var middle = before + (after - before) / 2;
            if (await _entries.FindTimestampAsync(middle, cancellationToken) > moment)
                after = middle;
            else
                before = middle;
        }

        return before < 0 ? null : await LoadAsync(before, cancellationToken);
    }

    /// <summary>The oldest version that can still be made.</summary>
    /// <param name="latest">The newest.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DeltaSnapshot> OldestAsync(DeltaSnapshot latest, CancellationToken cancellationToken)
    {
        var listing = await LogListing.ReadAsync(store, names, from: 0, upTo: null, cancellationToken);
        var versions = listing.Checkpoints.Select(checkpoint => checkpoint.Version)
            .Concat(listing.Commits.Select(commit => commit.Version).Where(version => version == 0))
            .Order();
        foreach (var version in versions)
        {
            if (await LoadAsync(version, cancellationToken) is { } oldest)
                return oldest;
        }

        return latest;
    }

    /// <summary>Makes sure that a version can be made from the checkpoint that was written of it.</summary>
    /// <exception cref="CheckpointDamagedException">It can't.</exception>
    public async Task CheckCheckpointAsync(DeltaSnapshot snapshot, CancellationToken cancellationToken)
    {
        var name = names.Checkpoint(snapshot.Version);
        if (await store.FindAsync(name, cancellationToken) is { } blob)
        {
            var builder = new SnapshotBuilder(Table, from: null);
            var actions = await _checkpoints.ReadAsync(new CheckpointFiles(snapshot.Version, [blob]), cancellationToken);
            builder.ApplyCheckpoint(snapshot.Version, snapshot.Timestamp, actions);
            var read = builder.Build(Expired);
            if (read.Files.Keys.SequenceEqual(snapshot.Files.Keys) && read.Transactions.SequenceEqual(snapshot.Transactions))
                return;
        }

        throw new CheckpointDamagedException($"The checkpoint {store.LocationOf(name)} does not hold what its version is.");
    }

    private async Task<DeltaSnapshot?> ReplayAsync(
        CheckpointFiles checkpoint, LogActions actions, LogListing listing, long? target, CancellationToken cancellationToken)
    {
        var last = Math.Max(checkpoint.Version, listing.Commits.Count == 0 ? 0 : listing.Commits[^1].Version);
        if (last < target)
            return null;

        var builder = new SnapshotBuilder(Table, from: null);
        var timestamp = await _entries.FindTimestampAsync(checkpoint.Version, cancellationToken) ?? checkpoint.Blobs[0].LastModified;
        builder.ApplyCheckpoint(checkpoint.Version, timestamp, actions);
        return await ReplayAsync(builder, last, cancellationToken);
    }

    private async Task<DeltaSnapshot?> ReplayAsync(
        LogListing listing, long? target, IOException? damage, CancellationToken cancellationToken)
    {
        if (listing.Commits.Count == 0 && damage is null)
            return null;

        var begins = listing.Commits.Count == 0 ? (long?)null : listing.Commits[0].Version;
        if (begins != 0)
        {
            if (damage is null && target is not null)
                return null;
            throw new DeltaException(
                $"The log of the table {Table} {(begins is null ? "has no entries" : $"begins with version {begins}")}, and no checkpoint of it can be read"
                + (damage is null ? "." : $": {damage.Message}"),
                damage);
        }

        var last = listing.Commits[^1].Version;
        return last < target ? null : await ReplayAsync(new SnapshotBuilder(Table, from: null), last, cancellationToken);
    }

    private async Task<DeltaSnapshot> ReplayAsync(SnapshotBuilder builder, long last, CancellationToken cancellationToken)
    {
        await foreach (var commit in _entries.ReadAsync(builder.Version + 1, last, cancellationToken))
            builder.ApplyCommit(commit);
        return builder.Build(Expired);
    }
}
