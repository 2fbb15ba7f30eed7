using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CryptoGrains.Columnar.Delta.Log;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta;

/// <summary>A Delta Lake table in a folder of a store: its log, read and written. Safe for concurrent use.</summary>
public sealed class DeltaTable
{
    /// <summary>How often a rollback begins anew where others commit at the same time.</summary>
    private const int MostTries = 10;

    private const int NameDigits = 16;
    private const int RandomDigits = 8;

    private readonly IBlobStore _store;
    private readonly TimeProvider _time;
    private readonly DeltaOptions _options;
    private readonly LogEntries _entries;
    private readonly SnapshotLoader _loader;
    private readonly CommitLog _commits;
    private readonly CheckpointWriter _checkpoints;
    private readonly TableVacuum _vacuum;

    /// <summary>A table, which need not be there yet.</summary>
    /// <param name="store">The store.</param>
    /// <param name="folder">The table's folder in it, without a slash at the end.</param>
    /// <param name="time">The clock of commits.</param>
    /// <param name="options">How the log is kept.</param>
    public DeltaTable(IBlobStore store, string folder, TimeProvider time, DeltaOptions? options = null)
    {
        Folder = folder;
        _store = store;
        _time = time;
        _options = options ?? new DeltaOptions();
        var names = new LogNames(folder);
        _entries = new LogEntries(store, names);
        _loader = new SnapshotLoader(store, names, time, _options.KeepVersionsFor);
        _commits = new CommitLog(store, names);
        _checkpoints = new CheckpointWriter(store, names);
        _vacuum = new TableVacuum(store, names, _loader, _checkpoints);
    }

    /// <summary>The table's folder in the store.</summary>
    public string Folder { get; }

    /// <summary>
    /// Why the last checkpoint that was due could not be written; null where it could. The table is whole without it, and only
    /// takes longer to open.
    /// </summary>
    public Exception? CheckpointFailure { get; private set; }

    /// <summary>The newest version; null where there is no table yet. With a version known, only what came after it is read.</summary>
    /// <exception cref="DeltaException">The log is damaged, or asks for a feature that is not read here.</exception>
    public async ValueTask<DeltaSnapshot?> LatestAsync(DeltaSnapshot? known = null, CancellationToken cancellationToken = default)
    {
        if (known is null)
            return await _loader.LoadAsync(target: null, cancellationToken);

        // Far behind, the way over the newest checkpoint is the shorter one.
        var enough = known.Version + 2L * _options.CheckpointEvery;
        SnapshotBuilder? builder = null;
        while (await _entries.FindAsync((builder?.Version ?? known.Version) + 1, cancellationToken) is { } commit)
        {
            builder ??= new SnapshotBuilder(_loader.Table, known);
            builder.ApplyCommit(commit);
            if (builder.Version >= enough)
                return await _loader.LoadAsync(target: null, cancellationToken);
        }

        if (builder is not null)
            return builder.Build(_loader.Expired);
        return await IsForgottenAsync(known, cancellationToken) ? await _loader.LoadAsync(target: null, cancellationToken) : known;
    }

    /// <summary>One version; null where there is no such version, or its files may be gone already.</summary>
    /// <exception cref="DeltaException">The log is damaged, or asks for a feature that is not read here.</exception>
    public async ValueTask<DeltaSnapshot?> AtAsync(long version, CancellationToken cancellationToken = default) =>
        version < 0 ? null : await _loader.LoadAsync(version, cancellationToken);

    /// <summary>The version that was the newest at a time; null where there was none, or its files may be gone already.</summary>
    /// <exception cref="DeltaException">The log is damaged, or asks for a feature that is not read here.</exception>
    public async ValueTask<DeltaSnapshot?> AsOfAsync(DateTimeOffset moment, CancellationToken cancellationToken = default)
    {
        var latest = await LatestAsync(cancellationToken: cancellationToken);
        return latest is null || latest.Timestamp <= moment
            ? latest
            : await _loader.AsOfAsync(moment, latest.Version, cancellationToken);
    }

    /// <summary>What the versions after one, up to and with another, have changed, oldest first.</summary>
    /// <param name="after">The version before the first; -1 for all from the beginning.</param>
    /// <param name="upTo">The last version.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DeltaException">The log no longer has them, is damaged, or asks for a feature that is not read here.</exception>
    public async IAsyncEnumerable<DeltaChange> ChangesAsync(
        long after, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (version, timestamp, actions) in _entries.ReadAsync(after + 1, upTo, cancellationToken))
        {
            actions.Protocol?.CheckReadable(_loader.Table);
            if (actions.Adds.Find(file => file.HasDeletionVector) is { } file)
                throw SnapshotBuilder.HasDeletionVector(_loader.Table, version, file.Path);

            yield return new DeltaChange(
                version,
                timestamp,
                actions.Info?.Operation,
                [.. actions.Adds],
                [.. actions.Removes.Select(one => (one.Path, one.DataChange))],
                (actions.Info ?? CommitInfo.None).Parameters);
        }
    }

    /// <summary>
    /// Commits as the version after the one that was read, or as version 0. Of many that commit after the same version one succeeds.
    /// </summary>
    /// <returns>The new version; null where another came first: read again, and decide anew.</returns>
    /// <exception cref="ArgumentException">The commit does not fit the version that was read.</exception>
    /// <exception cref="DeltaException">The table asks for a feature that is not written here.</exception>
    /// <exception cref="BlobStoreException">The store failed, and it is not known whether the commit is there: read again to see.</exception>
    public async ValueTask<DeltaSnapshot?> TryCommitAsync(
        DeltaSnapshot? read, DeltaCommit commit, CancellationToken cancellationToken = default)
    {
        CommitRules.Check(_loader.Table, read, commit);
        if (await IsForgottenAsync(read, cancellationToken))
            return null;

        // An entry must never outlive, through a power failure, a file that it names.
        await _store.ForceAsync([.. commit.Adds.Select(file => $"{Folder}/{file.Path}")], cancellationToken);

        var moment = SnapshotBuilder.Later(read?.Timestamp, LogTime.Truncate(_time.GetUtcNow()));
        var version = (read?.Version ?? -1) + 1;
        if (await _commits.TryPutAsync(version, read, commit, moment, cancellationToken) is not { } committed)
            return null;

        var builder = new SnapshotBuilder(_loader.Table, read);
        builder.ApplyCommit(committed);
        var snapshot = builder.Build(_loader.Expired);
        if (version > 0 && version % _options.CheckpointEvery == 0)
            await CheckpointAsync(snapshot, cancellationToken);
        return snapshot;
    }

    /// <summary>
    /// Writes a data file, which no version names yet. Its name is new; its bytes follow from the rows alone. The commit that names it makes
    /// it durable.
    /// </summary>
    /// <param name="metadata">The table.</param>
    /// <param name="partitionValues">The value of each partition column.</param>
    /// <param name="content">The Parquet file.</param>
    /// <param name="stats">The statistics in JSON.</param>
    /// <param name="tags">Notes for the log; the content's SHA-256 is added as <c>sha256</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">A partition column has no value, or a value has no partition column.</exception>
    public async ValueTask<AddFile> WriteFileAsync(
        DeltaMetadata metadata,
        IReadOnlyDictionary<string, string?> partitionValues,
        ReadOnlyMemory<byte> content,
        string? stats,
        IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        CommitRules.CheckPartition(metadata, partitionValues.Keys);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var partition = PartitionPath.Of(metadata.PartitionColumns, partitionValues);
        string path;
        do
        {
            path = $"{partition}part-{hash[..NameDigits]}-{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}.parquet";
        }
        while (!await _store.TryStageAsync($"{Folder}/{path}", content, cancellationToken));

        return new AddFile
        {
            Path = path,
            PartitionValues = CommitRules.Sorted(partitionValues.Select(
                pair => KeyValuePair.Create(pair.Key, string.IsNullOrEmpty(pair.Value) ? null : pair.Value))),
            Size = content.Length,
            ModificationTime = LogTime.Truncate(_time.GetUtcNow()),
            Stats = stats,
            Tags = CommitRules.Sorted(tags ?? new Dictionary<string, string>()).SetItem("sha256", hash),
        };
    }

    /// <summary>Opens a data file of this table.</summary>
    public ValueTask<ParquetReader> OpenFileAsync(AddFile file, CancellationToken cancellationToken = default) =>
        ParquetReader.OpenAsync(new BlobSource(_store, $"{Folder}/{file.Path}", file.Size), cancellationToken);

    /// <summary>Goes back: commits the files and positions of an older version as the newest.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="DeltaException">There is no such version, its files are gone, or others commit all the time.</exception>
    public async ValueTask<DeltaSnapshot> RestoreAsync(long version, CancellationToken cancellationToken = default)
    {
        var target = await AtAsync(version, cancellationToken)
            ?? throw new DeltaException($"The table {_loader.Table} has no version {version}, or keeps it no longer.");
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var latest = await LatestAsync(cancellationToken: cancellationToken) ?? target;
            var commit = CommitRules.Restore(latest, target);
            foreach (var file in commit.Adds)
            {
                if (await _store.FindAsync($"{Folder}/{file.Path}", cancellationToken) is null)
                    throw new DeltaException($"The table {_loader.Table} can't go back to version {version}: its file {file.Path} is gone.");
            }

            if (await TryCommitAsync(latest, commit, cancellationToken) is { } restored)
                return restored;
        }

        throw new DeltaException(
            $"The table {_loader.Table} can't go back to version {version} now: others came first {MostTries} times. Try again later.");
    }

    /// <summary>Deletes files that no kept version names and that are older than versions are kept, and log entries that no kept version needs.</summary>
    /// <returns>How many blobs were deleted.</returns>
    /// <exception cref="DeltaException">The log is damaged, or asks for a feature that is not written here.</exception>
    public async ValueTask<int> VacuumAsync(CancellationToken cancellationToken = default) =>
        await LatestAsync(cancellationToken: cancellationToken) is { } latest
            ? await _vacuum.RunAsync(latest, _time.GetUtcNow() - _options.KeepVersionsFor, cancellationToken)
            : 0;

    // The commit stands, whatever becomes of its checkpoint.
    private async ValueTask CheckpointAsync(DeltaSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await _checkpoints.WriteAsync(snapshot, cancellationToken);
            CheckpointFailure = null;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            CheckpointFailure = exception;
        }
    }

    // Where the log's beginning was deleted since, the place of the next entry is free though the table is long past it.
    private async ValueTask<bool> IsForgottenAsync(DeltaSnapshot? read, CancellationToken cancellationToken) =>
        read is null
            ? await _entries.AnyAsync(cancellationToken)
            : read.Timestamp < _loader.Expired && !await _entries.ExistsAsync(read.Version, cancellationToken);
}
