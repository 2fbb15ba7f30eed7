using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>Writes a file's foot.</summary>
internal static class FooterWriter
{
    private const int FormatVersion = 2;
    private const string CreatedBy = "CryptoGrains version 1.0.0 (build 1)";

    /// <summary>Writes a foot.</summary>
    public static void Write(SchemaTree schema, IReadOnlyList<RowGroupMetadata> groups, ThriftWriter writer)
    {
        long rows = 0;
        foreach (var group in groups)
            rows += group.RowCount;

        writer.BeginElement();
        writer.I32(1, FormatVersion);
        SchemaWriter.Write(2, schema.Root, writer);
        writer.I64(3, rows);
        writer.BeginList(4, ThriftType.Struct, groups.Count);
        for (var i = 0; i < groups.Count; i++)
            WriteRowGroup(schema, groups[i], i, writer);

        writer.String(6, CreatedBy);
        writer.BeginList(7, ThriftType.Struct, schema.Leaves.Count);
        foreach (var _ in schema.Leaves)
            WriteTypeDefinedOrder(writer);
        writer.EndStruct();
    }

    private static void WriteTypeDefinedOrder(ThriftWriter writer)
    {
        writer.BeginElement();
        writer.EmptyStruct(1);
        writer.EndStruct();
    }

    private static void WriteRowGroup(SchemaTree schema, RowGroupMetadata group, int index, ThriftWriter writer)
    {
        long uncompressed = 0, compressed = 0;
        foreach (var chunk in group.Chunks)
        {
            uncompressed += chunk.UncompressedLength;
            compressed += chunk.CompressedLength;
        }

        writer.BeginElement();
        writer.BeginList(1, ThriftType.Struct, group.Chunks.Count);
        for (var i = 0; i < group.Chunks.Count; i++)
            WriteChunk(schema.Leaves[i], group.Chunks[i], writer);
        writer.I64(2, uncompressed);
        writer.I64(3, group.RowCount);
        if (group.Chunks.Count > 0)
            writer.I64(5, group.Chunks[0].Offset);
        writer.I64(6, compressed);

        // The number is of 16 bits, and may be left out.
        if (index <= short.MaxValue)
            writer.I16(7, (short)index);
        writer.EndStruct();
    }

    private static void WriteChunk(Leaf leaf, ChunkMetadata chunk, ThriftWriter writer)
    {
        writer.BeginElement();
        writer.I64(2, 0);
        writer.BeginStruct(3);
        writer.I32(1, (int)chunk.Type);
        writer.BeginList(2, ThriftType.I32, chunk.Encodings.Count);
        foreach (var encoding in chunk.Encodings)
            writer.I32Element((int)encoding);
        writer.BeginList(3, ThriftType.Binary, leaf.Path.Count);
        foreach (var name in leaf.Path)
            writer.StringElement(name);
        writer.I32(4, (int)chunk.Codec);
        writer.I64(5, chunk.ValueCount);
        writer.I64(6, chunk.UncompressedLength);
        writer.I64(7, chunk.CompressedLength);
        writer.I64(9, chunk.DataOffset);
        if (chunk.DictionaryOffset > 0)
            writer.I64(11, chunk.DictionaryOffset);
        if (chunk.Statistics is { } statistics)
            WriteStatistics(statistics, writer);
        writer.EndStruct();
        writer.EndStruct();
    }

    private static void WriteStatistics(ChunkStatistics statistics, ThriftWriter writer)
    {
        writer.BeginStruct(12);
        if (statistics.NullCount is { } nulls)
            writer.I64(3, nulls);
        if (statistics.Max is { } max)
            writer.Binary(5, max);
        if (statistics.Min is { } min)
            writer.Binary(6, min);
        if (statistics.Max is not null)
            writer.Bool(7, statistics.MaxIsExact);
        if (statistics.Min is not null)
            writer.Bool(8, statistics.MinIsExact);
        writer.EndStruct();
    }
}
