using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Writes checkpoints: one Parquet file with all that a version is, and the hint at it.</summary>
/// <param name="store">The store.</param>
/// <param name="names">The names of the table's log.</param>
internal sealed class CheckpointWriter(IBlobStore store, LogNames names)
{
    private readonly LogHint _hint = new(store, names);

    /// <summary>Writes the checkpoint of a version, in the place of one that is there.</summary>
    /// <exception cref="BlobStoreException">The store failed.</exception>
    public async Task WriteAsync(DeltaSnapshot snapshot, CancellationToken cancellationToken)
    {
        var rows = Rows(snapshot);
        var writer = new LeafWriter(CheckpointSchema.Tree);
        writer.WriteRowGroup(rows.Count, rows.Leaves);
        var content = writer.Finish();
        await store.ReplaceAsync(names.Checkpoint(snapshot.Version), content, cancellationToken);
        if (!(await _hint.ReadAsync(cancellationToken) > snapshot.Version))
            await _hint.WriteAsync(snapshot.Version, rows.Count, content.Length, snapshot.Files.Count, cancellationToken);
    }

    private static CheckpointRows Rows(DeltaSnapshot snapshot)
    {
        var rows = new CheckpointRows();
        AddProtocol(rows, snapshot.Protocol);
        AddMetadata(rows, MetadataAction.Of(snapshot.Metadata));
        foreach (var (application, version) in snapshot.Transactions)
        {
            rows.Begin("txn");
            rows.Set("txn.appId", application);
            rows.Set<long>("txn.version", version);
        }

        foreach (var file in snapshot.Files.Values)
            AddFile(rows, file);

        // The same path may have gone more than once; the last time counts.
        foreach (var file in snapshot.Tombstones.Reverse().DistinctBy(file => file.Path).Where(file => !snapshot.Files.ContainsKey(file.Path)).Reverse())
            AddTombstone(rows, file);
        return rows;
    }

    private static void AddProtocol(CheckpointRows rows, DeltaProtocol protocol)
    {
        rows.Begin("protocol");
        rows.Set<int>("protocol.minReaderVersion", protocol.MinReaderVersion);
        rows.Set<int>("protocol.minWriterVersion", protocol.MinWriterVersion);
    }

    private static void AddMetadata(CheckpointRows rows, MetadataAction metadata)
    {
        rows.Begin("metaData");
        rows.Set("metaData.id", metadata.Id);
        rows.Set("metaData.name", metadata.Name);
        rows.Set("metaData.description", metadata.Description);
        rows.Set("metaData.format.provider", metadata.Provider);
        rows.SetMap("metaData.format.options", []);
        rows.Set("metaData.schemaString", metadata.SchemaString);
        rows.SetList("metaData.partitionColumns", metadata.PartitionColumns);
        rows.SetMap("metaData.configuration", WithNulls(metadata.Configuration));
        rows.Set("metaData.createdTime", metadata.CreatedTime?.ToUnixTimeMilliseconds());
    }

    private static void AddFile(CheckpointRows rows, AddFile file)
    {
        rows.Begin("add");
        rows.Set("add.path", LogPath.Encode(file.Path));
        rows.SetMap("add.partitionValues", file.PartitionValues);
        rows.Set<long>("add.size", file.Size);
        rows.Set<long>("add.modificationTime", file.ModificationTime.ToUnixTimeMilliseconds());
        rows.Set<bool>("add.dataChange", file.DataChange);
        rows.Set("add.stats", file.Stats);
        rows.SetMap("add.tags", file.Tags.IsEmpty ? null : WithNulls(file.Tags));
    }

    private static void AddTombstone(CheckpointRows rows, RemoveFile file)
    {
        rows.Begin("remove");
        rows.Set("remove.path", LogPath.Encode(file.Path));
        rows.Set("remove.deletionTimestamp", file.DeletionTimestamp?.ToUnixTimeMilliseconds());
        rows.Set<bool>("remove.dataChange", file.DataChange);
        rows.Set<bool>("remove.extendedFileMetadata", file.PartitionValues is not null && file.Size is not null);
        rows.SetMap("remove.partitionValues", file.PartitionValues);
        rows.Set("remove.size", file.Size);
    }

    private static IReadOnlyCollection<KeyValuePair<string, string?>> WithNulls(IReadOnlyCollection<KeyValuePair<string, string>> map) => map!;
}
