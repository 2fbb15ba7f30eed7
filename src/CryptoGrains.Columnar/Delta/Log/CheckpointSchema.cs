using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>The schema of checkpoints as they are written here: a structure for each kind of action, of which a row has one.</summary>
internal static class CheckpointSchema
{
    /// <summary>The schema.</summary>
    public static SchemaTree Tree { get; } = new(SchemaGroup.Root(
        SchemaGroup.Optional(
            "protocol",
            Field("minReaderVersion", ParquetType.Int32),
            Field("minWriterVersion", ParquetType.Int32)),
        SchemaGroup.Optional(
            "metaData",
            Field("id", ParquetType.String),
            Field("name", ParquetType.String),
            Field("description", ParquetType.String),
            SchemaGroup.Optional("format", Field("provider", ParquetType.String), Map("options")),
            Field("schemaString", ParquetType.String),
            SchemaGroup.List("partitionColumns", Field("element", ParquetType.String)),
            Map("configuration"),
            Field("createdTime", ParquetType.Int64)),
        SchemaGroup.Optional(
            "txn",
            Field("appId", ParquetType.String),
            Field("version", ParquetType.Int64)),
        SchemaGroup.Optional(
            "add",
            Field("path", ParquetType.String),
            Map("partitionValues"),
            Field("size", ParquetType.Int64),
            Field("modificationTime", ParquetType.Int64),
            Field("dataChange", ParquetType.Boolean),
            Field("stats", ParquetType.String),
            Map("tags")),
        SchemaGroup.Optional(
            "remove",
            Field("path", ParquetType.String),
            Field("deletionTimestamp", ParquetType.Int64),
            Field("dataChange", ParquetType.Boolean),
            Field("extendedFileMetadata", ParquetType.Boolean),
            Map("partitionValues"),
            Field("size", ParquetType.Int64))));

    private static SchemaPrimitive Field(string name, ParquetType type) => SchemaPrimitive.Of(new ParquetColumn(name, type));

    private static SchemaGroup Map(string name) => SchemaGroup.Map(
        name,
        SchemaPrimitive.Of(new ParquetColumn("key", ParquetType.String, IsNullable: false)),
        Field("value", ParquetType.String));
}
