using System.Collections.Immutable;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Reads checkpoints: in one Parquet file, in several, or as a list whose sidecars hold the table's files.</summary>
/// <param name="store">The store.</param>
/// <param name="names">The names of the table's log.</param>
internal sealed class CheckpointReader(IBlobStore store, LogNames names)
{
    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="CheckpointDamagedException">It is damaged, or a part of it is not there.</exception>
    public async Task<LogActions> ReadAsync(CheckpointFiles checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            var actions = new LogActions();
            foreach (var blob in checkpoint.Blobs)
            {
                if (checkpoint.IsJson)
                    actions = LogReader.Read((await ContentAsync(blob.Name, cancellationToken)).Span, blob.Name);
                else
                    await ReadParquetAsync(blob.Name, actions, cancellationToken);
            }

            foreach (var sidecar in actions.Sidecars.ToArray())
                await ReadParquetAsync(names.Sidecar(sidecar), actions, cancellationToken);
            if (actions.Protocol is null || actions.Metadata is null)
                throw new InvalidDataException("It lacks the protocol or the metaData.");

            actions.Removes.Sort((one, other) => Nullable.Compare(one.DeletionTimestamp, other.DeletionTimestamp));
            return actions;
        }
        catch (Exception exception) when (exception is ParquetException or DeltaException or InvalidDataException or FormatException)
        {
            throw new CheckpointDamagedException(
                $"The checkpoint {store.LocationOf(checkpoint.Blobs[0].Name)} can't be read: {exception.Message}", exception);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ContentAsync(string name, CancellationToken cancellationToken) =>
        await store.ReadAsync(name, cancellationToken) ?? throw new InvalidDataException($"Its part {name} is not there.");

    private async Task ReadParquetAsync(string name, LogActions into, CancellationToken cancellationToken)
    {
        var content = await ContentAsync(name, cancellationToken);
        var reader = await LeafReader.OpenAsync(new MemorySource(store.LocationOf(name), content), cancellationToken);
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            var columns = new CheckpointColumns(reader, group, cancellationToken);
            var rows = reader.RowCount(group);
            await ReadAddsAsync(columns, rows, into);
            await ReadRemovesAsync(columns, rows, into);
            await ReadTransactionsAsync(columns, rows, into);
            await ReadProtocolAsync(columns, rows, into);
            await ReadMetadataAsync(columns, rows, into);
            await ReadSidecarsAsync(columns, rows, into);
        }
    }

    private static async Task ReadAddsAsync(CheckpointColumns columns, int rows, LogActions into)
    {
        var path = await columns.TextAsync("add.path");
        var values = await columns.MapAsync("add.partitionValues");
        var size = await columns.ValueAsync<long>("add.size");
        var modified = await columns.ValueAsync<long>("add.modificationTime");
        var dataChange = await columns.ValueAsync<bool>("add.dataChange");
        var stats = await columns.TextAsync("add.stats");
        var tags = await columns.MapAsync("add.tags");
        var deletionVector = await columns.TextAsync("add.deletionVector.storageType");
        for (var row = 0; row < rows; row++)
        {
            // Every column goes on with every row, whether its action is there or not.
            var file = (
                Path: path(), Values: values(), Size: size(), Modified: modified(), DataChange: dataChange(), Stats: stats(), Tags: tags(),
                DeletionVector: deletionVector());
            if (file.Path is null)
                continue;

            into.Adds.Add(new AddFile
            {
                Path = LogReader.PathOf(file.Path),
                PartitionValues = file.Values ?? ImmutableSortedDictionary<string, string?>.Empty,
                Size = file.Size ?? 0,
                ModificationTime = LogTime.Of(file.Modified ?? 0),
                DataChange = file.DataChange ?? true,
                Stats = file.Stats,
                Tags = LogReader.WithoutNulls(file.Tags),
                HasDeletionVector = file.DeletionVector is not null,
            });
        }
    }

    private static async Task ReadRemovesAsync(CheckpointColumns columns, int rows, LogActions into)
    {
        var path = await columns.TextAsync("remove.path");
        var deleted = await columns.ValueAsync<long>("remove.deletionTimestamp");
        var dataChange = await columns.ValueAsync<bool>("remove.dataChange");
        var values = await columns.MapAsync("remove.partitionValues");
        var size = await columns.ValueAsync<long>("remove.size");
        for (var row = 0; row < rows; row++)
        {
            var file = (Path: path(), Deleted: deleted(), DataChange: dataChange(), Values: values(), Size: size());
            if (file.Path is null)
                continue;
            into.Removes.Add(new RemoveFile(
                LogReader.PathOf(file.Path), LogTime.OfOptional(file.Deleted), file.DataChange ?? true, file.Values, file.Size));
        }
    }

    private static async Task ReadTransactionsAsync(CheckpointColumns columns, int rows, LogActions into)
    {
        var application = await columns.TextAsync("txn.appId");
        var version = await columns.ValueAsync<long>("txn.version");
        for (var row = 0; row < rows; row++)
        {
            var transaction = (Application: application(), Version: version());
            if (transaction is { Application: { } key, Version: { } value })
                into.Transactions.Add(new(key, value));
        }
    }

    private static async Task ReadProtocolAsync(CheckpointColumns columns, int rows, LogActions into)
    {
        var reader = await columns.ValueAsync<int>("protocol.minReaderVersion");
        var writer = await columns.ValueAsync<int>("protocol.minWriterVersion");
        var readerFeatures = await columns.ListAsync("protocol.readerFeatures");
        var writerFeatures = await columns.ListAsync("protocol.writerFeatures");
        for (var row = 0; row < rows; row++)
        {
            var protocol = (Reader: reader(), Writer: writer(), ReaderFeatures: readerFeatures(), WriterFeatures: writerFeatures());
            if (protocol is { Reader: { } minReader, Writer: { } minWriter })
            {
                into.Protocol = new DeltaProtocol(minReader, minWriter)
                {
                    ReaderFeatures = protocol.ReaderFeatures,
                    WriterFeatures = protocol.WriterFeatures,
                };
            }
        }
    }

    private static async Task ReadMetadataAsync(CheckpointColumns columns, int rows, LogActions into)
    {
        var id = await columns.TextAsync("metaData.id");
        var name = await columns.TextAsync("metaData.name");
        var description = await columns.TextAsync("metaData.description");
        var provider = await columns.TextAsync("metaData.format.provider");
        var schema = await columns.TextAsync("metaData.schemaString");
        var partitionColumns = await columns.ListAsync("metaData.partitionColumns");
        var configuration = await columns.MapAsync("metaData.configuration");
        var created = await columns.ValueAsync<long>("metaData.createdTime");
        for (var row = 0; row < rows; row++)
        {
            var metadata = new MetadataAction
            {
                Id = id() ?? "",
                Name = name(),
                Description = description(),
                Provider = provider() ?? "parquet",
                SchemaString = schema() ?? "",
                PartitionColumns = partitionColumns(),
                Configuration = LogReader.WithoutNulls(configuration()),
                CreatedTime = LogTime.OfOptional(created()),
            };
            if (metadata.SchemaString.Length > 0)
                into.Metadata = metadata;
        }
    }

    private static async Task ReadSidecarsAsync(CheckpointColumns columns, int rows, LogActions into)
    {
        var path = await columns.TextAsync("sidecar.path");
        for (var row = 0; row < rows; row++)
        {
            if (path() is { } sidecar)
                into.Sidecars.Add(LogReader.SidecarOf(sidecar));
        }
    }
}
