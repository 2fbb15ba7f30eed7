using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>Reads a file's foot.</summary>
internal static class FooterReader
{
    /// <summary>Reads a foot.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static FileMetadata Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        SchemaTree? schema = null;
        List<RowGroupMetadata> groups = [];
        List<bool> orders = [];
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 2:
                    schema = new SchemaTree(SchemaReader.Read(ref reader, type));
                    break;
                case 4:
                    for (var left = reader.ReadStructs(type); left > 0; left--)
                        groups.Add(ReadRowGroup(ref reader));
                    break;
                case 7:
                    for (var left = reader.ReadStructs(type); left > 0; left--)
                        orders.Add(ReadIsTypeDefined(ref reader));
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (schema is null)
            throw new InvalidDataException("The foot has no schema.");

        for (var i = 0; i < groups.Count; i++)
        {
            if (groups[i].Chunks.Count != schema.Leaves.Count)
            {
                throw new InvalidDataException(
                    $"Row group {i} has {groups[i].Chunks.Count} column chunks, where the schema has {schema.Leaves.Count} leaves.");
            }
        }

        return new FileMetadata(schema, groups, orders.Count == schema.Leaves.Count ? orders : new bool[schema.Leaves.Count]);
    }

    private static RowGroupMetadata ReadRowGroup(ref ThriftReader reader)
    {
        List<ChunkMetadata> chunks = [];
        var rows = -1;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    for (var left = reader.ReadStructs(type); left > 0; left--)
                        chunks.Add(ReadChunk(ref reader));
                    break;
                case 3:
                    rows = reader.ReadCount(type, "The number of a row group's rows");
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return rows >= 0 ? new RowGroupMetadata(rows, chunks) : throw new InvalidDataException("A row group has no number of rows.");
    }

    private static ChunkMetadata ReadChunk(ref ThriftReader reader)
    {
        ChunkMetadata? chunk = null;
        string? refusal = null;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    if (!reader.ReadBinary(type).IsEmpty)
                        refusal = "lies in another file, which is not read here";
                    break;
                case 3:
                    ThriftReader.ExpectStruct(type);
                    chunk = ReadChunkMetadata(ref reader);
                    break;
                case 8:
                    reader.Skip(type);
                    refusal = "is encrypted, which is not read here";
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (refusal is not null)
            return (chunk ?? new ChunkMetadata()) with { Refusal = refusal };

        return chunk ?? new ChunkMetadata { Refusal = "is damaged: the foot does not say where it is" };
    }

    private static ChunkMetadata ReadChunkMetadata(ref ThriftReader reader)
    {
        var chunk = new ChunkMetadata();
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    chunk = chunk with { Type = (PhysicalType)reader.ReadInt(type) };
                    break;
                case 4:
                    chunk = chunk with { Codec = (Codec)reader.ReadInt(type) };
                    break;
                case 5:
                    chunk = chunk with { ValueCount = reader.ReadNumber(type) };
                    break;
                case 7:
                    chunk = chunk with { CompressedLength = reader.ReadNumber(type) };
                    break;
                case 9:
                    chunk = chunk with { DataOffset = reader.ReadNumber(type) };
                    break;
                case 11:
                    chunk = chunk with { DictionaryOffset = reader.ReadNumber(type) };
                    break;
                case 12:
                    ThriftReader.ExpectStruct(type);
                    chunk = chunk with { Statistics = ReadStatistics(ref reader) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return chunk;
    }

    private static ChunkStatistics ReadStatistics(ref ThriftReader reader)
    {
        byte[]? oldMax = null, oldMin = null, max = null, min = null;
        long? nulls = null;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    oldMax = reader.ReadBinary(type).ToArray();
                    break;
                case 2:
                    oldMin = reader.ReadBinary(type).ToArray();
                    break;
                case 3:
                    nulls = reader.ReadNumber(type);
                    break;
                case 5:
                    max = reader.ReadBinary(type).ToArray();
                    break;
                case 6:
                    min = reader.ReadBinary(type).ToArray();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        var isOld = min is null && max is null;
        return new ChunkStatistics { Min = isOld ? oldMin : min, Max = isOld ? oldMax : max, IsOldKind = isOld, NullCount = nulls };
    }

    private static bool ReadIsTypeDefined(ref ThriftReader reader)
    {
        const int TypeDefinedOrder = 1;
        var isTypeDefined = false;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            isTypeDefined |= id == TypeDefinedOrder;
            reader.Skip(type);
        }

        return isTypeDefined;
    }
}
