using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Parquet.Compression;

/// <summary>Decompresses Snappy blocks.</summary>
internal static class SnappyDecoder
{
    /// <summary>Lengths of literals from here on stand in bytes of their own.</summary>
    private const int LongLiteral = 60;

    /// <summary>Fills the output from a block.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or has another length.</exception>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> into)
    {
        var from = 0;
        var length = Varint.Read(source, ref from);
        if (length != (ulong)into.Length)
            throw new InvalidDataException($"A Snappy block says that it has {length} bytes, where {into.Length} are expected.");

        var at = 0;
        while (from < source.Length)
        {
            var tag = source[from++];
            if ((tag & 3) == 0)
                at = Literal(source, ref from, tag >> 2, into, at);
            else
                at = Copy(source, ref from, tag, into, at);
        }

        if (at != into.Length)
            throw new InvalidDataException($"A Snappy block ends after {at} bytes of {into.Length}.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Literal(ReadOnlySpan<byte> source, ref int from, int code, Span<byte> into, int at)
    {
        var length = code + 1;
        if (code >= LongLiteral)
            length = LongLength(source, ref from, code - LongLiteral + 1);

        if (length > source.Length - from || length > into.Length - at)
            throw TooLong("literal", length, at, into.Length);

        BlockCopy.Literal(source, from, into, at, length);
        from += length;
        return at + length;
    }

    private static int LongLength(ReadOnlySpan<byte> source, ref int from, int bytes)
    {
        if (bytes > source.Length - from)
            throw Cut();

        var length = 0u;
        for (var i = 0; i < bytes; i++)
            length |= (uint)source[from++] << (8 * i);

        // No output is so long; the caller refuses it.
        return length >= int.MaxValue ? int.MaxValue : (int)length + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Copy(ReadOnlySpan<byte> source, ref int from, byte tag, Span<byte> into, int at)
    {
        int length;
        uint offset;
        switch (tag & 3)
        {
            case 1:
                if (from >= source.Length)
                    throw Cut();
                length = ((tag >> 2) & 7) + 4;
                offset = (uint)(tag >> 5 << 8) | source[from++];
                break;
            case 2:
                if (source.Length - from < sizeof(ushort))
                    throw Cut();
                length = (tag >> 2) + 1;
                offset = BinaryPrimitives.ReadUInt16LittleEndian(source[from..]);
                from += sizeof(ushort);
                break;
            default:
                if (source.Length - from < sizeof(uint))
                    throw Cut();
                length = (tag >> 2) + 1;
                offset = BinaryPrimitives.ReadUInt32LittleEndian(source[from..]);
                from += sizeof(uint);
                break;
        }

        if (offset - 1 >= (uint)at)
            throw new InvalidDataException($"A Snappy block copies from {offset} bytes back at byte {at}.");
        if (length > into.Length - at)
            throw TooLong("copy", length, at, into.Length);

        BlockCopy.Back(into, at, (int)offset, length);
        return at + length;
    }

    private static InvalidDataException Cut() => new("A Snappy block ends inside an element.");

    private static InvalidDataException TooLong(string what, int length, int at, int whole) =>
        new($"A Snappy block has a {what} of {length} bytes at byte {at} of {whole}, which is more than there is.");
}
