using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Values.Encoders;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <inheritdoc/>
/// <param name="leaf">The leaf.</param>
/// <param name="encoder">What encodes its values.</param>
internal sealed class ChunkWriter<T>(Leaf leaf, ValueEncoder<T> encoder) : ChunkWriter(leaf)
{
    /// <summary>The most bytes of a dictionary: readers keep it in memory whole.</summary>
    private const int DictionaryBytes = 1 << 20;

    /// <inheritdoc/>
    public override ChunkMetadata Write(ColumnData data, int pageRows, PageWriter pages)
    {
        var column = Cast<ColumnData<T>>(data);
        if (column.Nulls is not { } nulls || !nulls.AsSpan().Contains(true))
            return Write(column.Values, [], [], column.Count, pageRows, pages);

        if (Leaf.MaxDefinition == 0)
            throw new ArgumentException($"Column '{Leaf.Name}' has rows without a value, and may have none.", nameof(data));

        var values = ArrayPool<T>.Shared.Rent(column.Count);
        var levels = ArrayPool<byte>.Shared.Rent(column.Count);
        var present = 0;
        try
        {
            for (var row = 0; row < nulls.Length; row++)
            {
                levels[row] = nulls[row] ? (byte)0 : (byte)1;
                if (!nulls[row])
                    values[present++] = column.Values[row];
            }

            return Write(values.AsSpan(0, present), levels.AsSpan(0, column.Count), [], column.Count, pageRows, pages);
        }
        finally
        {
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
                values.AsSpan(0, present).Clear();
            ArrayPool<T>.Shared.Return(values);
            ArrayPool<byte>.Shared.Return(levels);
        }
    }

    /// <inheritdoc/>
    public override ChunkMetadata Write(LeafData data, int pageRows, PageWriter pages)
    {
        var leafData = Cast<LeafData<T>>(data);
        var present = data.DefinitionLevels?.AsSpan().Count((byte)Leaf.MaxDefinition) ?? data.LevelCount;
        if (present != data.ValueCount || (data.RepetitionLevels?.Length ?? data.LevelCount) != data.LevelCount)
        {
            throw new ArgumentException(
                $"Leaf '{Leaf.Name}' has {data.ValueCount} values, where its levels are those of {present}.", nameof(data));
        }

        return Write(leafData.Values, data.DefinitionLevels, data.RepetitionLevels, data.LevelCount, pageRows, pages);
    }

    private TData Cast<TData>(object data)
        where TData : class =>
        data as TData ?? throw new ArgumentException($"'{Leaf.Name}' takes values of {typeof(T).Name}.", nameof(data));

    private ChunkMetadata Write(
        ReadOnlySpan<T> values, ReadOnlySpan<byte> definition, ReadOnlySpan<byte> repetition, int count, int pageRows, PageWriter pages)
    {
        var places = ArrayPool<int>.Shared.Rent(values.Length);
        DistinctValues<T>? distinct = null;
        try
        {
            distinct = encoder.FindDistinct(values, places);
            var bounds = values.IsEmpty ? default : encoder.BoundsOf(distinct is null ? values : distinct.Values);
            var encoding = Choose(values, distinct);
            var start = pages.File.Length;
            long uncompressed = 0;
            if (encoding == PageEncoding.RleDictionary)
            {
                encoder.WritePlain(distinct!.Values, pages.Body);
                uncompressed += pages.Write(PageKind.Dictionary, distinct.Count, PageEncoding.Plain);
            }

            var dataStart = pages.File.Length;
            var bitWidth = Math.Max(1, BitOperations.Log2((uint)Math.Max(1, (distinct?.Count ?? 0) - 1)) + 1);
            var valuesAt = 0;
            for (var at = 0; at < count;)
            {
                var end = PageEnd(at, count, pageRows, repetition);
                var levels = definition.IsEmpty ? definition : definition[at..end];
                var present = definition.IsEmpty ? end - at : levels.Count((byte)Leaf.MaxDefinition);
                LevelWriter.Write(repetition.IsEmpty ? repetition : repetition[at..end], end - at, Leaf.MaxRepetition, pages.Body);
                LevelWriter.Write(levels, end - at, Leaf.MaxDefinition, pages.Body);
                WriteValues(encoding, values.Slice(valuesAt, present), places.AsSpan(valuesAt, present), bitWidth, pages.Body);
                uncompressed += pages.Write(PageKind.Data, end - at, encoding);
                valuesAt += present;
                at = end;
            }

            return new ChunkMetadata
            {
                Type = Leaf.Node.Type,
                Codec = pages.Codec,
                Encodings = EncodingsOf(encoding),
                ValueCount = count,
                CompressedLength = pages.File.Length - start,
                UncompressedLength = uncompressed,
                DataOffset = dataStart,
                DictionaryOffset = encoding == PageEncoding.RleDictionary ? start : 0,
                Statistics = new ChunkStatistics
                {
                    Min = bounds.Min,
                    Max = bounds.Max,
                    MinIsExact = bounds.MinIsExact,
                    MaxIsExact = bounds.MaxIsExact,
                    NullCount = count - values.Length,
                },
            };
        }
        finally
        {
            distinct?.Dispose();
            ArrayPool<int>.Shared.Return(places);
        }
    }

    /// <summary>The encoding that takes the fewest bytes.</summary>
    private PageEncoding Choose(ReadOnlySpan<T> values, DistinctValues<T>? distinct)
    {
        if (values.IsEmpty)
            return PageEncoding.Plain;

        var best = PageEncoding.Plain;
        var least = encoder.PlainLength(values);
        if (encoder.DeltaLength(values) is { } delta && delta < least)
            (best, least) = (PageEncoding.DeltaBinaryPacked, delta);

        if (distinct is null)
            return best;

        var dictionary = encoder.PlainLength(distinct.Values);
        if (dictionary > DictionaryBytes)
            return best;

        // A place takes its bits, or a run of them about four bytes.
        long bits = BitOperations.Log2((uint)distinct.Count) + 1;
        var places = Math.Min(values.Length * bits / 8, 4L * distinct.ChangeCount);
        return dictionary + places < least ? PageEncoding.RleDictionary : best;
    }

    private void WriteValues(PageEncoding encoding, ReadOnlySpan<T> values, ReadOnlySpan<int> places, int bitWidth, ByteBuffer into)
    {
        switch (encoding)
        {
            case PageEncoding.RleDictionary:
                into.WriteByte((byte)bitWidth);
                RleHybrid.Encode(places, bitWidth, into);
                break;
            case PageEncoding.DeltaBinaryPacked:
                encoder.WriteDelta(values, into);
                break;
            default:
                encoder.WritePlain(values, into);
                break;
        }
    }

    /// <summary>Where a page ends: a row never goes on in the next.</summary>
    private static int PageEnd(int at, int count, int pageRows, ReadOnlySpan<byte> repetition)
    {
        var end = (int)Math.Min((long)at + pageRows, count);
        while (end < count && !repetition.IsEmpty && repetition[end] != 0)
            end++;
        return end;
    }

    private static PageEncoding[] EncodingsOf(PageEncoding values) => values == PageEncoding.RleDictionary
        ? [PageEncoding.Plain, PageEncoding.Rle, PageEncoding.RleDictionary]
        : [values, PageEncoding.Rle];
}
