using System.Buffers;
using System.Numerics;

namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>
/// DELTA_BINARY_PACKED: the first value, then blocks of differences, each less the block's smallest and bit-packed. All sums
/// and differences wrap around in the column's own type, so 32-bit columns have their own overloads.
/// </summary>
internal static class DeltaBinaryPacked
{
    private const int BlockValues = 128;
    private const int MiniblockValues = 32;
    private const int Miniblocks = BlockValues / MiniblockValues;

    /// <summary>Decodes a 64-bit column's values.</summary>
    /// <param name="bytes">The encoded values; more may follow them.</param>
    /// <param name="into">As many values as there must be.</param>
    /// <returns>How many bytes they took.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged, or hold another number of values.</exception>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<long> into) => DecodeAny(bytes, into);

    /// <inheritdoc cref="Decode(ReadOnlySpan{byte}, Span{long})"/>
    /// <summary>Decodes a 32-bit column's values.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<int> into) => DecodeAny(bytes, into);

    /// <summary>How many values the bytes say they hold.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static int CountOf(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        return ReadHeader(bytes, ref at).Count;
    }

    /// <summary>Encodes a 64-bit column's values.</summary>
    public static void Encode(ReadOnlySpan<long> values, IBufferWriter<byte> into) => EncodeAny<long, ulong>(values, into);

    /// <summary>Encodes a 32-bit column's values.</summary>
    public static void Encode(ReadOnlySpan<int> values, IBufferWriter<byte> into) => EncodeAny<int, uint>(values, into);

    private static int DecodeAny<T>(ReadOnlySpan<byte> bytes, Span<T> into)
        where T : unmanaged, IBinaryInteger<T>
    {
        var at = 0;
        var header = ReadHeader(bytes, ref at);
        if (header.Count != into.Length)
            throw new InvalidDataException($"There are {header.Count} delta-encoded values, where {into.Length} are expected.");

        var previous = T.CreateTruncating(Varint.ReadZigZag(bytes, ref at));
        if (into.IsEmpty)
            return at;

        into[0] = previous;
        into = into[1..];
        while (!into.IsEmpty)
        {
            var least = T.CreateTruncating(Varint.ReadZigZag(bytes, ref at));
            var widths = Take(bytes, ref at, header.Miniblocks);

            // Miniblocks behind the last value have a width, which means nothing, and no bytes.
            for (var i = 0; i < widths.Length && !into.IsEmpty; i++)
            {
                var width = widths[i];
                if (width > 64)
                    throw new InvalidDataException($"Differences of {width} bits can't be: 0 to 64 bits can.");

                var packed = Take(bytes, ref at, BitPacking.LengthOf(header.MiniblockValues, width));
                var values = into[..Math.Min(header.MiniblockValues, into.Length)];
                BitPacking.Unpack(packed, width, values);
                foreach (ref var value in values)
                    value = previous = unchecked(previous + least + value);

                into = into[values.Length..];
            }
        }

        return at;
    }

    private static (int Count, int Miniblocks, int MiniblockValues) ReadHeader(ReadOnlySpan<byte> bytes, ref int at)
    {
        var block = Varint.ReadInt(bytes, ref at, "The number of values of a delta block");
        var miniblocks = Varint.ReadInt(bytes, ref at, "The number of miniblocks of a delta block");
        var count = Varint.ReadInt(bytes, ref at, "The number of delta-encoded values");
        if (block == 0 || miniblocks == 0 || block % miniblocks != 0 || block / miniblocks % MiniblockValues != 0)
        {
            throw new InvalidDataException(
                $"A delta block of {block} values can't have {miniblocks} miniblocks: each must have a multiple of {MiniblockValues} values.");
        }

        return (count, miniblocks, block / miniblocks);
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, ref int at, long length)
    {
        if (length > bytes.Length - at)
            throw new InvalidDataException("The bytes end inside a block of delta-encoded values.");

        var taken = bytes.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }

    private static void EncodeAny<T, TUnsigned>(ReadOnlySpan<T> values, IBufferWriter<byte> into)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TUnsigned : unmanaged, IBinaryInteger<TUnsigned>
    {
        Varint.Write(BlockValues, into);
        Varint.Write(Miniblocks, into);
        Varint.Write((ulong)values.Length, into);
        Varint.WriteZigZag(values.IsEmpty ? 0 : long.CreateTruncating(values[0]), into);

        Span<T> deltas = stackalloc T[BlockValues];
        Span<TUnsigned> above = stackalloc TUnsigned[BlockValues];
        for (var at = 1; at < values.Length; at += BlockValues)
        {
            var count = Math.Min(BlockValues, values.Length - at);
            var least = T.MaxValue;
            for (var i = 0; i < count; i++)
            {
                var delta = unchecked(values[at + i] - values[at + i - 1]);
                deltas[i] = delta;
                least = T.Min(least, delta);
            }

            for (var i = 0; i < count; i++)
                above[i] = TUnsigned.CreateTruncating(unchecked(deltas[i] - least));
            above[count..].Clear();

            Varint.WriteZigZag(long.CreateTruncating(least), into);
            WriteMiniblocks(above, (count + MiniblockValues - 1) / MiniblockValues, into);
        }
    }

    private static void WriteMiniblocks<TUnsigned>(ReadOnlySpan<TUnsigned> values, int miniblocks, IBufferWriter<byte> into)
        where TUnsigned : unmanaged, IBinaryInteger<TUnsigned>
    {
        Span<byte> widths = stackalloc byte[Miniblocks];
        widths.Clear();
        for (var i = 0; i < miniblocks; i++)
        {
            var all = TUnsigned.Zero;
            foreach (var value in values.Slice(i * MiniblockValues, MiniblockValues))
                all |= value;
            widths[i] = (byte)(64 - BitOperations.LeadingZeroCount(ulong.CreateTruncating(all)));
        }

        into.Write(widths);
        for (var i = 0; i < miniblocks; i++)
        {
            var length = (int)BitPacking.LengthOf(MiniblockValues, widths[i]);
            BitPacking.Pack(values.Slice(i * MiniblockValues, MiniblockValues), widths[i], into.GetSpan(length));
            into.Advance(length);
        }
    }
}
