using System.Buffers;
using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Values.Decoders;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <inheritdoc/>
/// <param name="leaf">The leaf.</param>
/// <param name="decoder">What decodes its values.</param>
internal sealed class ChunkReader<T>(Leaf leaf, ValueDecoder<T> decoder) : ChunkReader(leaf)
{
    /// <inheritdoc/>
    public override ColumnData ReadRows(ReadOnlySpan<byte> bytes, ChunkMetadata chunk, int rowCount)
    {
        var values = NewArray(CheckedCount(rowCount, bytes));
        bool[]? nulls = null;
        T[]? dictionary = null;
        using var decompression = new Decompression(chunk.Codec);
        var pages = new PageReader(bytes);
        var row = 0;
        while (row < rowCount && pages.Next(out var header, out var body))
        {
            if (header.Kind == PageKind.Dictionary)
            {
                dictionary = ReadDictionary(header, body, decompression);
                continue;
            }

            var page = OpenPage(header, body, rowCount - row, decompression);
            var into = values.AsSpan(row, page.Count);
            var present = Leaf.MaxDefinition == 0 ? page.Count : ReadNulls(page, rowCount, row, ref nulls);
            ReadValues(page, dictionary, into[..present]);
            if (present < page.Count)
                Spread(into, nulls.AsSpan(row, page.Count), present);
            row += page.Count;
        }

        if (row < rowCount)
            throw Missing(row, rowCount);

        return new ColumnData<T>(values, nulls);
    }

    /// <inheritdoc/>
    public override LeafData ReadLeaf(ReadOnlySpan<byte> bytes, ChunkMetadata chunk, int rowCount)
    {
        var count = CheckedCount(chunk.ValueCount, bytes);
        var values = NewArray(count);
        var definition = Leaf.MaxDefinition > 0 ? new byte[count] : null;
        var repetition = Leaf.MaxRepetition > 0 ? new byte[count] : null;
        T[]? dictionary = null;
        using var decompression = new Decompression(chunk.Codec);
        var pages = new PageReader(bytes);
        int at = 0, valuesAt = 0;
        while (at < count && pages.Next(out var header, out var body))
        {
            if (header.Kind == PageKind.Dictionary)
            {
                dictionary = ReadDictionary(header, body, decompression);
                continue;
            }

            var page = OpenPage(header, body, count - at, decompression);
            if (repetition is not null)
                ReadLevels(page.Repetition, 0, repetition.AsSpan(at, page.Count));
            var present = definition is null
                ? page.Count
                : ReadLevels(page.Definition, Leaf.MaxDefinition, definition.AsSpan(at, page.Count));
            ReadValues(page, dictionary, values.AsSpan(valuesAt, present));
            at += page.Count;
            valuesAt += present;
        }

        var rows = repetition?.AsSpan(0, at).Count((byte)0) ?? at;
        if (at < count || rows != rowCount)
            throw Missing(rows, rowCount);

        if (valuesAt < count)
            Array.Resize(ref values, valuesAt);
        return new LeafData<T>(values, definition, repetition);
    }

    /// <inheritdoc/>
    public override ColumnStatistics StatisticsOf(ChunkMetadata chunk, bool knownOrder)
    {
        if (chunk.Statistics is not { } statistics)
            return new ColumnStatistics(null, null, Leaf.MaxDefinition == 0 ? 0 : null);

        var nulls = statistics.NullCount is { } said && said >= 0 && said <= chunk.ValueCount ? said : (long?)null;
        var isTrusted = statistics.IsOldKind ? HasSignedOrder(Leaf.Node) : knownOrder;
        if (!isTrusted)
            return new ColumnStatistics(null, null, nulls);

        object? min = null, max = null;
        if (statistics.Min is { } lower && decoder.TryReadBound(lower, isUpper: false, out var least))
            min = least;
        if (statistics.Max is { } upper && decoder.TryReadBound(upper, isUpper: true, out var greatest))
            max = greatest;

        // Bounds that contradict each other are both worth nothing.
        return min is IComparable comparable && max is not null && comparable.CompareTo(max) > 0
            ? new ColumnStatistics(null, null, nulls)
            : new ColumnStatistics(min, max, nulls);
    }

    /// <summary>Whether bounds of the old kind, which were compared as signed numbers, are in the order of the type.</summary>
    private static bool HasSignedOrder(SchemaPrimitive node) =>
        node.Type is PhysicalType.Boolean or PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.Float or PhysicalType.Double &&
        node.Annotation != Annotation.Unsigned;

    private DataPage OpenPage(in PageHeader header, ReadOnlySpan<byte> body, int left, Decompression decompression)
    {
        if (header.ValueCount > left)
            throw new InvalidDataException($"A page has {header.ValueCount} values, where {left} are left of the column chunk.");

        return DataPage.Open(header, body, Leaf, decompression);
    }

    private T[] ReadDictionary(in PageHeader header, ReadOnlySpan<byte> body, Decompression decompression)
    {
        if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw new InvalidDataException($"The encoding {header.Encoding} is not read for dictionaries.");

        var bytes = decompression.Decompress(body, header.UncompressedLength);
        if ((long)header.ValueCount * decoder.LeastPlainBits > 8L * bytes.Length)
            throw new InvalidDataException($"A dictionary of {bytes.Length} bytes can't have {header.ValueCount} values.");

        var dictionary = NewArray(header.ValueCount);
        decoder.Decode(PageEncoding.Plain, bytes, dictionary);
        return dictionary;
    }

    private void ReadValues(in DataPage page, T[]? dictionary, Span<T> into)
    {
        if (into.IsEmpty)
            return;

        if (page.Encoding is not (PageEncoding.PlainDictionary or PageEncoding.RleDictionary))
        {
            decoder.Decode(page.Encoding, page.Values, into);
            return;
        }

        if (dictionary is null)
            throw new InvalidDataException("A page's values are places in a dictionary, and there is none.");
        if (page.Values.IsEmpty)
            throw new InvalidDataException("A page ends before its values.");

        var places = ArrayPool<int>.Shared.Rent(into.Length);
        try
        {
            var span = places.AsSpan(0, into.Length);
            new BitPackedRunReader(page.Values[1..], page.Values[0]).Read(span);
            for (var i = 0; i < span.Length; i++)
            {
                var place = span[i];
                if ((uint)place >= (uint)dictionary.Length)
                    throw new InvalidDataException($"A value is place {(uint)place} of a dictionary that has {dictionary.Length}.");
                into[i] = dictionary[place];
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
        }
    }

    /// <summary>Notes which rows of a page have no value, and returns how many have one.</summary>
    private static int ReadNulls(in DataPage page, int rowCount, int row, ref bool[]? nulls)
    {
        if (page.Definition.AreAllGreatest(page.Count))
            return page.Count;

        var levels = ArrayPool<int>.Shared.Rent(page.Count);
        try
        {
            var span = levels.AsSpan(0, page.Count);
            page.Definition.Read(span);
            var missing = span.Count(0);
            if (missing == 0)
                return page.Count;

            nulls ??= new bool[rowCount];
            for (var i = 0; i < span.Length; i++)
                nulls[row + i] = span[i] == 0;
            return page.Count - missing;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(levels);
        }
    }

    /// <summary>Reads a page's levels, and returns how many of them are of one height.</summary>
    private static int ReadLevels(LevelRuns runs, int counted, Span<byte> into)
    {
        var levels = ArrayPool<int>.Shared.Rent(into.Length);
        try
        {
            var span = levels.AsSpan(0, into.Length);
            runs.Read(span);
            for (var i = 0; i < span.Length; i++)
                into[i] = (byte)span[i];
            return span.Count(counted);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(levels);
        }
    }

    /// <summary>Moves values that stand one behind the other to the rows that they belong to, from the last to the first.</summary>
    private static void Spread(Span<T> values, ReadOnlySpan<bool> nulls, int present)
    {
        for (var i = values.Length - 1; i >= 0; i--)
            values[i] = nulls[i] ? default! : values[--present];
    }

    private static T[] NewArray(int count) =>
        RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? new T[count] : GC.AllocateUninitializedArray<T>(count);

    private static InvalidDataException Missing(int rows, int expected) =>
        new($"The pages have {rows} rows, where the row group has {expected}.");
}
