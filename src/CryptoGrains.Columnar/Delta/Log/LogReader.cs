using System.Collections.Immutable;
using System.Text.Json;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Reads the JSON of a log: an action a line. What it does not know it passes over, as the protocol wants it.</summary>
internal static class LogReader
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true };

    /// <summary>Reads the actions of an entry, or of a checkpoint in JSON.</summary>
    /// <param name="json">The whole blob.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="DeltaException">It is damaged.</exception>
    public static LogActions Read(ReadOnlySpan<byte> json, string name)
    {
        var actions = new LogActions();
        var count = 0;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            while (reader.Read())
            {
                ReadAction(ref reader, actions);
                count++;
            }
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new DeltaException($"The log entry {name} is damaged: {exception.Message}", exception);
        }

        if (actions.Info?.Actions is { } written && written != count - 1)
            throw new DeltaException($"The log entry {name} is torn: of its {written} actions {count - 1} are there.");
        return actions;
    }

    /// <summary>Reads where an entry comes from, which is its first action; null where it does not say.</summary>
    /// <exception cref="DeltaException">It is damaged.</exception>
    public static CommitInfo? ReadInfo(ReadOnlySpan<byte> json, string name)
    {
        var actions = new LogActions();
        try
        {
            var end = json.IndexOf((byte)'\n');
            var reader = new Utf8JsonReader(end < 0 ? json : json[..end], Options);
            if (reader.Read())
                ReadAction(ref reader, actions);
            return actions.Info;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new DeltaException($"The log entry {name} is damaged: {exception.Message}", exception);
        }
    }

    // What the reader throws for bytes that are no JSON, for values of another type or size than they should be, and for text that is no UTF-8.
    private static bool IsDamage(Exception exception) =>
        exception is JsonException or InvalidOperationException or FormatException or OverflowException;

    private static void ReadAction(ref Utf8JsonReader reader, LogActions into)
    {
        reader.ExpectObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("add"u8))
                into.Adds.Add(ReadAdd(ref reader));
            else if (reader.ValueTextEquals("remove"u8))
                into.Removes.Add(ReadRemove(ref reader));
            else if (reader.ValueTextEquals("txn"u8))
                into.Transactions.Add(ReadTransaction(ref reader));
            else if (reader.ValueTextEquals("commitInfo"u8))
                into.Info = ReadCommitInfo(ref reader);
            else if (reader.ValueTextEquals("protocol"u8))
                into.Protocol = ReadProtocol(ref reader);
            else if (reader.ValueTextEquals("metaData"u8))
                into.Metadata = ReadMetadata(ref reader);
            else if (reader.ValueTextEquals("sidecar"u8))
                into.Sidecars.Add(ReadSidecar(ref reader));
            else
                reader.SkipValue();
        }
    }

    private static AddFile ReadAdd(ref Utf8JsonReader reader)
    {
        string? path = null;
        var values = ImmutableSortedDictionary<string, string?>.Empty;
        var tags = ImmutableSortedDictionary<string, string>.Empty;
        long size = 0, modified = 0;
        string? stats = null;
        bool dataChange = true, deletionVector = false;
        reader.ReadObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("path"u8))
                path = reader.ReadString();
            else if (reader.ValueTextEquals("partitionValues"u8))
                values = reader.ReadMap();
            else if (reader.ValueTextEquals("size"u8))
                size = reader.ReadInt64() ?? 0;
            else if (reader.ValueTextEquals("modificationTime"u8))
                modified = reader.ReadInt64() ?? 0;
            else if (reader.ValueTextEquals("dataChange"u8))
                dataChange = reader.ReadBoolean() ?? true;
            else if (reader.ValueTextEquals("stats"u8))
                stats = reader.ReadString();
            else if (reader.ValueTextEquals("tags"u8))
                tags = WithoutNulls(reader.ReadMap());
            else if (reader.ValueTextEquals("deletionVector"u8))
                deletionVector = reader.SkipValue();
            else
                reader.SkipValue();
        }

        return new AddFile
        {
            Path = PathOf(path),
            PartitionValues = values,
            Size = size,
            ModificationTime = LogTime.Of(modified),
            DataChange = dataChange,
            Stats = stats,
            Tags = tags,
            HasDeletionVector = deletionVector,
        };
    }

    private static RemoveFile ReadRemove(ref Utf8JsonReader reader)
    {
        string? path = null;
        ImmutableSortedDictionary<string, string?>? values = null;
        long? deleted = null, size = null;
        var dataChange = true;
        reader.ReadObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("path"u8))
                path = reader.ReadString();
            else if (reader.ValueTextEquals("deletionTimestamp"u8))
                deleted = reader.ReadInt64();
            else if (reader.ValueTextEquals("dataChange"u8))
                dataChange = reader.ReadBoolean() ?? true;
            else if (reader.ValueTextEquals("partitionValues"u8))
                values = reader.ReadMap();
            else if (reader.ValueTextEquals("size"u8))
                size = reader.ReadInt64();
            else
                reader.SkipValue();
        }

        return new RemoveFile(PathOf(path), LogTime.OfOptional(deleted), dataChange, values, size);
    }

    private static KeyValuePair<string, long> ReadTransaction(ref Utf8JsonReader reader)
    {
        string? application = null;
        long? version = null;
        reader.ReadObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("appId"u8))
                application = reader.ReadString();
            else if (reader.ValueTextEquals("version"u8))
                version = reader.ReadInt64();
            else
                reader.SkipValue();
        }

        return new(
            application ?? throw new FormatException("A txn action has no appId."),
            version ?? throw new FormatException($"The txn action of {application} has no version."));
    }

    private static CommitInfo ReadCommitInfo(ref Utf8JsonReader reader)
    {
        var info = new CommitInfo();
        reader.ReadObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("timestamp"u8))
                info = info with { Timestamp = LogTime.OfOptional(reader.ReadInt64()) };
            else if (reader.ValueTextEquals("operation"u8))
                info = info with { Operation = reader.ReadString() };
            else if (reader.ValueTextEquals("operationParameters"u8))
                info = info with { Parameters = WithoutNulls(reader.ReadMap()) };
            else if (reader.ValueTextEquals("txnId"u8))
                info = info with { TransactionId = reader.ReadString() };
            else if (reader.ValueTextEquals("numActions"u8))
                info = info with { Actions = checked((int?)reader.ReadInt64()) };
            else
                reader.SkipValue();
        }

        return info;
    }

    private static DeltaProtocol ReadProtocol(ref Utf8JsonReader reader)
    {
        var protocol = new DeltaProtocol(0, 0);
        reader.ReadObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("minReaderVersion"u8))
                protocol = protocol with { MinReaderVersion = checked((int)(reader.ReadInt64() ?? 0)) };
            else if (reader.ValueTextEquals("minWriterVersion"u8))
                protocol = protocol with { MinWriterVersion = checked((int)(reader.ReadInt64() ?? 0)) };
            else if (reader.ValueTextEquals("readerFeatures"u8))
                protocol = protocol with { ReaderFeatures = reader.ReadStrings() };
            else if (reader.ValueTextEquals("writerFeatures"u8))
                protocol = protocol with { WriterFeatures = reader.ReadStrings() };
            else
                reader.SkipValue();
        }

        return protocol;
    }

    private static MetadataAction ReadMetadata(ref Utf8JsonReader reader)
    {
        var metadata = new MetadataAction { Id = "", SchemaString = "" };
        reader.ReadObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("id"u8))
                metadata = metadata with { Id = reader.ReadString() ?? "" };
            else if (reader.ValueTextEquals("name"u8))
                metadata = metadata with { Name = reader.ReadString() };
            else if (reader.ValueTextEquals("description"u8))
                metadata = metadata with { Description = reader.ReadString() };
            else if (reader.ValueTextEquals("format"u8))
                metadata = metadata with { Provider = ReadProvider(ref reader) };
            else if (reader.ValueTextEquals("schemaString"u8))
                metadata = metadata with { SchemaString = reader.ReadString() ?? "" };
            else if (reader.ValueTextEquals("partitionColumns"u8))
                metadata = metadata with { PartitionColumns = reader.ReadStrings() };
            else if (reader.ValueTextEquals("configuration"u8))
                metadata = metadata with { Configuration = WithoutNulls(reader.ReadMap()) };
            else if (reader.ValueTextEquals("createdTime"u8))
                metadata = metadata with { CreatedTime = LogTime.OfOptional(reader.ReadInt64()) };
            else
                reader.SkipValue();
        }

        return metadata;
    }

    private static string ReadProvider(ref Utf8JsonReader reader)
    {
        var provider = "parquet";
        reader.ReadObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("provider"u8))
                provider = reader.ReadString() ?? provider;
            else
                reader.SkipValue();
        }

        return provider;
    }

    private static string ReadSidecar(ref Utf8JsonReader reader)
    {
        string? path = null;
        reader.ReadObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("path"u8))
                path = reader.ReadString();
            else
                reader.SkipValue();
        }

        return SidecarOf(path ?? throw new FormatException("A sidecar action names no path."));
    }

    /// <summary>The name of a sidecar, of which the log may say the whole path; they are all in one folder.</summary>
    public static string SidecarOf(string path) => PathOf(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>A path of the log as the store names it.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string PathOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            throw new FormatException("An action names no path.");
        return LogPath.Decode(text)
            ?? throw new FormatException($"The path {text} is not one of a file inside the table's folder; only such are read.");
    }

    /// <summary>A map of which only the values count that are there.</summary>
    public static ImmutableSortedDictionary<string, string> WithoutNulls(ImmutableSortedDictionary<string, string?>? map) =>
        map is null or { IsEmpty: true }
            ? ImmutableSortedDictionary<string, string>.Empty
            : map.Where(pair => pair.Value is not null).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
}
