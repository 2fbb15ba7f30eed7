using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>What a commit must be, so that every reader understands it alike.</summary>
internal static class CommitRules
{
    /// <summary>Refuses a commit that does not fit the version before it.</summary>
    /// <param name="table">What to call the table in messages.</param>
    /// <param name="read">The version before it; null where there is none.</param>
    /// <param name="commit">The commit.</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    /// <exception cref="DeltaException">The table is not written here.</exception>
    public static void Check(string table, DeltaSnapshot? read, DeltaCommit commit)
    {
        read?.Protocol.CheckWritable(table);
        var metadata = commit.Metadata ?? read?.Metadata
            ?? throw new ArgumentException($"The first commit of the table {table} must say what the table is.", nameof(commit));
        CheckMetadata(table, metadata);
        CheckSettings(table, metadata, commit);

        var paths = new HashSet<string>();
        foreach (var file in commit.Adds)
        {
            if (!paths.Add(file.Path))
                throw new ArgumentException($"The commit adds the file {file.Path} twice.", nameof(commit));
            if (LogPath.Decode(LogPath.Encode(file.Path)) != file.Path)
                throw new ArgumentException($"'{file.Path}' is no path of a file inside the table's folder.", nameof(commit));
            CheckPartition(metadata, file.PartitionValues.Keys);
        }

        foreach (var path in commit.Removes)
        {
            if (read is null || !read.Files.ContainsKey(path))
                throw new ArgumentException($"The commit removes the file {path}, which version {read?.Version ?? -1} does not have.", nameof(commit));
            if (!paths.Add(path))
                throw new ArgumentException($"The commit names the file {path} twice.", nameof(commit));
        }
    }

    /// <summary>Refuses partition values that are not those of the table's partition columns.</summary>
    public static void CheckPartition(DeltaMetadata metadata, IEnumerable<string> columns)
    {
        var missing = metadata.PartitionColumns.ToHashSet();
        if (!missing.SetEquals(columns))
        {
            throw new ArgumentException(
                $"The file has values of the partition columns [{string.Join(", ", columns)}], and the table has [{string.Join(", ", missing)}].",
                nameof(columns));
        }
    }

    /// <summary>The commit that brings an older version back.</summary>
    /// <param name="latest">The newest version.</param>
    /// <param name="target">The older one.</param>
    public static DeltaCommit Restore(DeltaSnapshot latest, DeltaSnapshot target)
    {
        // What an application had not begun then has no position, and the protocol no action that takes one away: below 0 does it.
        var transactions = target.Transactions.Where(pair => !latest.Transactions.TryGetValue(pair.Key, out var now) || now != pair.Value)
            .Concat(latest.Transactions.Keys.Where(key => !target.Transactions.ContainsKey(key)).Select(key => KeyValuePair.Create(key, -1L)));
        return new DeltaCommit("RESTORE")
        {
            Metadata = IsSame(latest.Metadata, target.Metadata) ? null : target.Metadata,
            Adds = [.. target.Files.Values.Where(file => !latest.Files.ContainsKey(file.Path))],
            Removes = [.. latest.Files.Keys.Where(path => !target.Files.ContainsKey(path))],
            Transactions = Sorted(transactions),
            Parameters = Sorted([KeyValuePair.Create("version", target.Version.ToString())]),
        };
    }

    /// <summary>A map as the log keeps it, ordered alike everywhere.</summary>
    public static ImmutableSortedDictionary<string, T> Sorted<T>(IEnumerable<KeyValuePair<string, T>> pairs) =>
        pairs.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static void CheckMetadata(string table, DeltaMetadata metadata)
    {
        try
        {
            MetadataAction.Of(metadata).Read(table);
        }
        catch (DeltaException exception)
        {
            throw new ArgumentException($"Nobody could read what the commit writes: {exception.Message}", nameof(metadata), exception);
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in metadata.Schema)
        {
            if (!names.Add(column.Name))
                throw new ArgumentException($"The table has two columns named {column.Name}; upper and lower case are the same here.", nameof(metadata));
        }
    }

    // What writers of version 2 of the protocol must honour.
    private static void CheckSettings(string table, DeltaMetadata metadata, DeltaCommit commit)
    {
        if (commit.DataChange && commit.Removes.Length > 0
            && metadata.Configuration.GetValueOrDefault("delta.appendOnly") is { } appendOnly && bool.TryParse(appendOnly, out var only) && only)
            throw new DeltaException($"The table {table} only takes new rows (delta.appendOnly=true); the commit would remove some.");
        if (commit.Adds.Length > 0 && metadata.SchemaString?.Contains("delta.invariants", StringComparison.Ordinal) == true)
            throw new DeltaException($"The table {table} has invariants of columns (delta.invariants), which are not checked here; it is not written.");
    }

    private static bool IsSame(DeltaMetadata one, DeltaMetadata other)
    {
        var (left, right) = (MetadataAction.Of(one), MetadataAction.Of(other));
        return left.SchemaString == right.SchemaString
            && left.PartitionColumns.SequenceEqual(right.PartitionColumns)
            && left.Configuration.SequenceEqual(right.Configuration)
            && (left.Id, left.Name, left.Description, left.CreatedTime) == (right.Id, right.Name, right.Description, right.CreatedTime);
    }
}
