using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Replays actions into a version of a table, by the protocol's rules: of what speaks of the same thing the newest counts.</summary>
internal sealed class SnapshotBuilder
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly string _table;
    private readonly DeltaSnapshot? _base;
    private readonly ImmutableSortedDictionary<string, AddFile>.Builder _files;
    private readonly ImmutableSortedDictionary<string, long>.Builder _transactions;
    private readonly HashSet<string> _withDeletionVector = [];
    private ImmutableQueue<RemoveFile> _tombstones;
    private DeltaProtocol? _protocol;
    private MetadataAction? _metadata;
    private DateTimeOffset? _timestamp;

    /// <summary>Begins with a version, or with nothing.</summary>
    /// <param name="table">What to call the table in messages.</param>
    /// <param name="from">The version to begin with.</param>
    public SnapshotBuilder(string table, DeltaSnapshot? from)
    {
        _table = table;
        _base = from;
        _files = from?.Files.ToBuilder() ?? ImmutableSortedDictionary.CreateBuilder<string, AddFile>(StringComparer.Ordinal);
        _transactions = from?.Transactions.ToBuilder() ?? ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        _tombstones = from?.Tombstones ?? [];
        _protocol = from?.Protocol;
        _timestamp = from?.Timestamp;
        Version = from?.Version ?? -1;
    }

    /// <summary>The version that all applied so far makes; -1 where that is nothing.</summary>
    public long Version { get; private set; }

    /// <summary>When that was committed.</summary>
    public DateTimeOffset Timestamp => _timestamp ?? DateTimeOffset.UnixEpoch;

    /// <summary>Begins with a checkpoint instead.</summary>
    /// <param name="version">The version it holds.</param>
    /// <param name="timestamp">When that was committed.</param>
    /// <param name="actions">Its actions.</param>
    public void ApplyCheckpoint(long version, DateTimeOffset timestamp, LogActions actions)
    {
        Apply(actions);
        Version = version;
        _timestamp = timestamp;
    }

    /// <summary>Applies the next version's commit.</summary>
    /// <param name="commit">Its actions and when it was made.</param>
    public void ApplyCommit(LogCommit commit)
    {
        Apply(commit.Actions);
        Version++;
        _timestamp = Later(_timestamp, commit.Timestamp);
    }

    /// <summary>The version.</summary>
    /// <param name="expired">Tombstones of files that went before this moment are no longer kept.</param>
    /// <exception cref="DeltaException">It can't be read here.</exception>
    public DeltaSnapshot Build(DateTimeOffset expired)
    {
        var protocol = _protocol ?? throw new DeltaException($"The log of the table {_table} has no protocol up to version {Version}.");
        protocol.CheckReadable(_table);
        var metadata = _metadata?.Read(_table) ?? _base?.Metadata
            ?? throw new DeltaException($"The log of the table {_table} has no metaData up to version {Version}.");
        if (_withDeletionVector.Count > 0)
            throw HasDeletionVector(_table, Version, _withDeletionVector.Order(StringComparer.Ordinal).First());

        while (!_tombstones.IsEmpty && !(_tombstones.Peek().DeletionTimestamp >= expired))
            _tombstones = _tombstones.Dequeue();

        return new DeltaSnapshot(Version, Timestamp, metadata, _files.ToImmutable(), _transactions.ToImmutable())
        {
            Protocol = protocol,
            Tombstones = _tombstones,
        };
    }

    /// <summary>The moment of a commit, made later than that of the one before it where a clock went back.</summary>
    public static DateTimeOffset Later(DateTimeOffset? before, DateTimeOffset moment) =>
        before is null || moment > before ? moment : before.Value + Tick;

    /// <summary>Says that a file has rows struck out, which is not read here.</summary>
    public static DeltaException HasDeletionVector(string table, long version, string path) => new(
        $"The file {path} of version {version} of the table {table} has a deletion vector, which is not read here. "
        + "Write the table anew without deletion vectors (REORG TABLE … APPLY (PURGE)).");

    private void Apply(LogActions actions)
    {
        _protocol = actions.Protocol ?? _protocol;
        _metadata = actions.Metadata ?? _metadata;

        // A commit may name a path in both: then a file changes its deletion vector, and the add is what counts.
        foreach (var file in actions.Removes)
        {
            _files.Remove(file.Path);
            _withDeletionVector.Remove(file.Path);
            _tombstones = _tombstones.Enqueue(file);
        }

        foreach (var file in actions.Adds)
        {
            _files[file.Path] = file;
            if (file.HasDeletionVector)
                _withDeletionVector.Add(file.Path);
            else
                _withDeletionVector.Remove(file.Path);
        }

        // A version below 0 takes an application's work back, which the protocol has no action for.
        foreach (var (application, version) in actions.Transactions)
        {
            if (version >= 0)
                _transactions[application] = version;
            else
                _transactions.Remove(application);
        }
    }
}
