using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Parquet.Compression;

/// <summary>
/// Compresses Snappy blocks: a hash table knows where four bytes were seen last, and where nothing is found for long, the
/// search takes longer and longer steps.
/// </summary>
internal static class SnappyEncoder
{
    /// <summary>Copies reach back no further than the fragment begins, so a place fits 16 bits.</summary>
    private const int Fragment = 1 << 16;
    private const int GreatestTableBits = 14;

    /// <summary>The search ends so far before the fragment does, which lets it load whole words.</summary>
    private const int Margin = 15;

    /// <summary>Compresses a block.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> into)
    {
        if (into.Length < Snappy.MaxCompressedLength(source.Length))
        {
            throw new ArgumentException(
                $"{source.Length} bytes may take {Snappy.MaxCompressedLength(source.Length)} compressed; there is room for {into.Length}.",
                nameof(into));
        }

        var at = Varint.Write((ulong)source.Length, into);

        // As large as the first fragment asks for, which is the longest: most pages are short, and the stack is cleared for all of it.
        Span<ushort> table = stackalloc ushort[1 << TableBits(Math.Min(Fragment, source.Length))];
        for (; !source.IsEmpty; source = source[Math.Min(Fragment, source.Length)..])
        {
            var fragment = source[..Math.Min(Fragment, source.Length)];
            var bits = TableBits(fragment.Length);
            var places = table[..(1 << bits)];
            places.Clear();
            at = EncodeFragment(fragment, places, 32 - bits, into, at);
        }

        return at;
    }

    private static int TableBits(int length) => Math.Clamp(32 - BitOperations.LeadingZeroCount((uint)length - 1), 8, GreatestTableBits);

    private static int EncodeFragment(ReadOnlySpan<byte> fragment, Span<ushort> table, int shift, Span<byte> into, int at)
    {
        var literalFrom = 0;
        var last = fragment.Length - Margin;
        var next = 1;
        while (next < last)
        {
            // Look for four bytes that were seen before: after every 32 misses the step grows by one.
            var step = 32;
            int place, candidate;
            uint word;
            do
            {
                place = next;
                next = place + (step++ >> 5);
                if (next > last)
                    return EmitLiteral(fragment[literalFrom..], into, at);

                word = Load32(fragment, place);
                candidate = Exchange(table, word, shift, place);
            }
            while (word != Load32(fragment, candidate));

            at = EmitLiteral(fragment[literalFrom..place], into, at);

            // What follows a copy is often a copy too.
            do
            {
                var length = 4 + MatchLength(fragment, candidate + 4, place + 4);
                at = EmitCopy(place - candidate, length, into, at);
                place += length;
                literalFrom = place;
                if (place >= last)
                    return EmitLiteral(fragment[literalFrom..], into, at);

                _ = Exchange(table, Load32(fragment, place - 1), shift, place - 1);
                word = Load32(fragment, place);
                candidate = Exchange(table, word, shift, place);
            }
            while (word == Load32(fragment, candidate));

            next = place + 1;
        }

        return EmitLiteral(fragment[literalFrom..], into, at);
    }

    /// <summary>Where the word was seen last, or 0; from now on, it is here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Exchange(Span<ushort> table, uint word, int shift, int place)
    {
        // The shift leaves as many bits as the table has entries.
        ref var entry = ref Unsafe.Add(ref MemoryMarshal.GetReference(table), (word * 0x1e35a7bd) >> shift);
        var before = entry;
        entry = (ushort)place;
        return before;
    }

    /// <summary>How many bytes are equal from two places on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MatchLength(ReadOnlySpan<byte> fragment, int earlier, int later)
    {
        var start = later;
        while (later <= fragment.Length - sizeof(ulong))
        {
            var difference = Load64(fragment, earlier) ^ Load64(fragment, later);
            if (difference != 0)
                return later - start + (BitOperations.TrailingZeroCount(difference) >> 3);

            earlier += sizeof(ulong);
            later += sizeof(ulong);
        }

        for (; later < fragment.Length && fragment[earlier] == fragment[later]; later++)
            earlier++;

        return later - start;
    }

    private static int EmitLiteral(ReadOnlySpan<byte> literal, Span<byte> into, int at)
    {
        if (literal.IsEmpty)
            return at;

        var code = literal.Length - 1;
        if (code < 60)
            into[at++] = (byte)(code << 2);
        else if (code < 1 << 8)
        {
            into[at++] = 60 << 2;
            into[at++] = (byte)code;
        }
        else
        {
            into[at++] = 61 << 2;
            BinaryPrimitives.WriteUInt16LittleEndian(into[at..], (ushort)code);
            at += sizeof(ushort);
        }

        literal.CopyTo(into[at..]);
        return at + literal.Length;
    }

    /// <summary>A copy of any length: elements of at most 64 bytes, none of them shorter than the 4 a short one needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EmitCopy(int offset, int length, Span<byte> into, int at)
    {
        for (; length >= 68; length -= 64)
            at = EmitLongCopy(offset, 64, into, at);

        if (length > 64)
        {
            at = EmitLongCopy(offset, 60, into, at);
            length -= 60;
        }

        if (length >= 12 || offset >= 2048)
            return EmitLongCopy(offset, length, into, at);

        into[at] = (byte)((offset >> 8 << 5) | ((length - 4) << 2) | 1);
        into[at + 1] = (byte)offset;
        return at + 2;
    }

    private static int EmitLongCopy(int offset, int length, Span<byte> into, int at)
    {
        into[at] = (byte)(((length - 1) << 2) | 2);
        BinaryPrimitives.WriteUInt16LittleEndian(into[(at + 1)..], (ushort)offset);
        return at + 3;
    }

    /// <summary>Four bytes that the caller knows to be there. They are only compared and hashed, so their order is any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Load32(ReadOnlySpan<byte> bytes, int at) =>
        Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));

    /// <summary>Eight bytes that the caller knows to be there, the first of them the lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load64(ReadOnlySpan<byte> bytes, int at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
