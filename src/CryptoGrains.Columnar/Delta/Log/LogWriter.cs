using System.Text.Json;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Writes an entry of the log: an action a line, that of where it comes from first.</summary>
internal static class LogWriter
{
    /// <summary>The bytes of a new version's entry.</summary>
    /// <param name="read">The version before it; null where there is none.</param>
    /// <param name="commit">What changes.</param>
    /// <param name="moment">When it is committed.</param>
    /// <param name="transactionId">An id that no other entry has.</param>
    public static ReadOnlyMemory<byte> Write(DeltaSnapshot? read, DeltaCommit commit, DateTimeOffset moment, string transactionId)
    {
        using var lines = new LogLines();
        var actions = commit.Adds.Length + commit.Removes.Length + commit.Transactions.Count
            + (read is null ? 1 : 0) + (commit.Metadata is null ? 0 : 1);
        WriteInfo(lines, read, commit, moment, transactionId, actions);
        if (read is null)
            WriteProtocol(lines, DeltaProtocol.Plain);
        if (commit.Metadata is { } metadata)
            WriteMetadata(lines, MetadataAction.Of(metadata));
        foreach (var (application, version) in commit.Transactions)
            WriteTransaction(lines, application, version, moment);
        foreach (var path in commit.Removes)
            WriteRemove(lines, read!.Files[path], moment, commit.DataChange);
        foreach (var file in commit.Adds)
            WriteAdd(lines, file, commit.DataChange);
        return lines.Written;
    }

    private static void WriteInfo(
        LogLines lines, DeltaSnapshot? read, DeltaCommit commit, DateTimeOffset moment, string transactionId, int actions)
    {
        var json = lines.Begin("commitInfo");
        json.WriteNumber("timestamp"u8, moment.ToUnixTimeMilliseconds());
        json.WriteString("operation"u8, commit.Operation);
        WriteMap(json, "operationParameters", commit.Parameters!);
        if (read is not null)
            json.WriteNumber("readVersion"u8, read.Version);
        json.WriteString("isolationLevel"u8, "Serializable"u8);
        json.WriteBoolean("isBlindAppend"u8, value: false);
        json.WriteString("engineInfo"u8, "CryptoGrains"u8);
        json.WriteString("txnId"u8, transactionId);
        json.WriteNumber("numActions"u8, actions);
        lines.End();
    }

    private static void WriteProtocol(LogLines lines, DeltaProtocol protocol)
    {
        var json = lines.Begin("protocol");
        json.WriteNumber("minReaderVersion"u8, protocol.MinReaderVersion);
        json.WriteNumber("minWriterVersion"u8, protocol.MinWriterVersion);
        lines.End();
    }

    private static void WriteMetadata(LogLines lines, MetadataAction metadata)
    {
        var json = lines.Begin("metaData");
        json.WriteString("id"u8, metadata.Id);
        if (metadata.Name is not null)
            json.WriteString("name"u8, metadata.Name);
        if (metadata.Description is not null)
            json.WriteString("description"u8, metadata.Description);
        json.WriteStartObject("format"u8);
        json.WriteString("provider"u8, metadata.Provider);
        json.WriteStartObject("options"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("schemaString"u8, metadata.SchemaString);
        json.WriteStartArray("partitionColumns"u8);
        foreach (var column in metadata.PartitionColumns)
            json.WriteStringValue(column);
        json.WriteEndArray();
        WriteMap(json, "configuration", metadata.Configuration!);
        if (metadata.CreatedTime is { } created)
            json.WriteNumber("createdTime"u8, created.ToUnixTimeMilliseconds());
        lines.End();
    }

    private static void WriteTransaction(LogLines lines, string application, long version, DateTimeOffset moment)
    {
        var json = lines.Begin("txn");
        json.WriteString("appId"u8, application);
        json.WriteNumber("version"u8, version);
        json.WriteNumber("lastUpdated"u8, moment.ToUnixTimeMilliseconds());
        lines.End();
    }

    private static void WriteRemove(LogLines lines, AddFile file, DateTimeOffset moment, bool dataChange)
    {
        var json = lines.Begin("remove");
        json.WriteString("path"u8, LogPath.Encode(file.Path));
        json.WriteNumber("deletionTimestamp"u8, moment.ToUnixTimeMilliseconds());
        json.WriteBoolean("dataChange"u8, dataChange);
        json.WriteBoolean("extendedFileMetadata"u8, value: true);
        WriteMap(json, "partitionValues", file.PartitionValues);
        json.WriteNumber("size"u8, file.Size);
        lines.End();
    }

    private static void WriteAdd(LogLines lines, AddFile file, bool dataChange)
    {
        var json = lines.Begin("add");
        json.WriteString("path"u8, LogPath.Encode(file.Path));
        WriteMap(json, "partitionValues", file.PartitionValues);
        json.WriteNumber("size"u8, file.Size);
        json.WriteNumber("modificationTime"u8, file.ModificationTime.ToUnixTimeMilliseconds());
        json.WriteBoolean("dataChange"u8, dataChange);
        if (file.Stats is not null)
            json.WriteString("stats"u8, file.Stats);
        if (!file.Tags.IsEmpty)
            WriteMap(json, "tags", file.Tags!);
        lines.End();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string?>> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
