using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>Numbers of so and so many bits each, without gaps, the low bits first.</summary>
internal static class BitPacking
{
    /// <summary>How many bytes so many values take, the last of them filled up.</summary>
    public static long LengthOf(long count, int bitWidth) => (count * bitWidth + 7) / 8;

    /// <summary>Unpacks as many values as are asked for.</summary>
    /// <param name="bytes">The packed values; more than needed may stand there.</param>
    /// <param name="bitWidth">The bits of a value, 0 to 64; more than the type has are cut off.</param>
    /// <param name="into">Where the values go.</param>
    /// <exception cref="InvalidDataException">The bytes don't hold so many values.</exception>
    public static void Unpack<T>(ReadOnlySpan<byte> bytes, int bitWidth, Span<T> into)
        where T : unmanaged, IBinaryInteger<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bitWidth, 64u, nameof(bitWidth));
        if (LengthOf(into.Length, bitWidth) > bytes.Length)
            throw new InvalidDataException($"{bytes.Length} bytes can't hold {into.Length} values of {bitWidth} bits each.");

        if (bitWidth == 0)
        {
            into.Clear();
            return;
        }

        var done = bitWidth switch
        {
            <= 8 => UnpackEights(bytes, bitWidth, into),
            <= 57 => UnpackWords(bytes, bitWidth, into),
            _ => 0,
        };
        UnpackCarefully(bytes, bitWidth, into, done);
    }

    /// <summary>Packs values.</summary>
    /// <param name="values">The values, of which the low bits count.</param>
    /// <param name="bitWidth">The bits of a value, 0 to 64.</param>
    /// <param name="into">As many bytes as <see cref="LengthOf"/> says.</param>
    public static void Pack<T>(ReadOnlySpan<T> values, int bitWidth, Span<byte> into)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (bitWidth == 0)
            return;

        var mask = MaskOf(bitWidth);
        ulong word = 0;
        var bits = 0;
        foreach (var value in values)
        {
            var low = ulong.CreateTruncating(value) & mask;
            word |= low << bits;
            bits += bitWidth;
            if (bits < 64)
                continue;

            BinaryPrimitives.WriteUInt64LittleEndian(into, word);
            into = into[8..];
            bits -= 64;
            word = bits == 0 ? 0 : low >> (bitWidth - bits);
        }

        for (; bits > 0; bits -= 8, word >>= 8)
        {
            into[0] = (byte)word;
            into = into[1..];
        }
    }

    /// <summary>One load gives eight values of at most eight bits.</summary>
    private static int UnpackEights<T>(ReadOnlySpan<byte> bytes, int bitWidth, Span<T> into)
        where T : unmanaged, IBinaryInteger<T>
    {
        var mask = MaskOf(bitWidth);
        var at = 0;
        var done = 0;
        for (; at + 8 <= bytes.Length && done + 8 <= into.Length; at += bitWidth, done += 8)
        {
            var word = LoadWord(bytes, at);
            ref var eight = ref Unsafe.Add(ref MemoryMarshal.GetReference(into), done);
            for (var i = 0; i < 8; i++)
            {
                Unsafe.Add(ref eight, i) = T.CreateTruncating(word & mask);
                word >>= bitWidth;
            }
        }

        return done;
    }

    /// <summary>One load for each value: with the up to 7 bits before it, it fits a word.</summary>
    private static int UnpackWords<T>(ReadOnlySpan<byte> bytes, int bitWidth, Span<T> into)
        where T : unmanaged, IBinaryInteger<T>
    {
        var mask = MaskOf(bitWidth);

        // As many as can be loaded as a whole word without reading behind the end.
        var count = bytes.Length < 8 ? 0 : (int)Math.Min(into.Length, ((bytes.Length - 8) * 8L + 7) / bitWidth + 1);
        long bit = 0;
        for (var i = 0; i < count; i++, bit += bitWidth)
            into[i] = T.CreateTruncating((LoadWord(bytes, (int)(bit >> 3)) >> (int)(bit & 7)) & mask);

        return count;
    }

    /// <summary>Any width, up to the last byte.</summary>
    private static void UnpackCarefully<T>(ReadOnlySpan<byte> bytes, int bitWidth, Span<T> into, int from)
        where T : unmanaged, IBinaryInteger<T>
    {
        var mask = MaskOf(bitWidth);
        Span<byte> few = stackalloc byte[16];
        for (var i = from; i < into.Length; i++)
        {
            var bit = (long)i * bitWidth;
            scoped var rest = bytes[(int)(bit >> 3)..];
            if (rest.Length < few.Length)
            {
                few.Clear();
                rest.CopyTo(few);
                rest = few;
            }

            var shift = (int)(bit & 7);
            var value = BinaryPrimitives.ReadUInt64LittleEndian(rest) >> shift;
            if (shift > 0)
                value |= (ulong)rest[8] << (64 - shift);
            into[i] = T.CreateTruncating(value & mask);
        }
    }

    /// <summary>Eight bytes that the caller knows to be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LoadWord(ReadOnlySpan<byte> bytes, int at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    private static ulong MaskOf(int bitWidth) => ulong.MaxValue >> (64 - bitWidth);
}
