using System.Buffers.Binary;

namespace CryptoGrains.Columnar.Parquet.Compression;

/// <summary>The LZ4 block format without a frame (LZ4_RAW). It is read only.</summary>
internal static class Lz4Raw
{
    /// <summary>The length in a token from which on more bytes of it follow.</summary>
    private const int More = 15;
    private const int ShortestCopy = 4;

    /// <summary>Decompresses a block.</summary>
    /// <param name="source">The compressed block.</param>
    /// <param name="into">As many bytes as it must have.</param>
    /// <exception cref="InvalidDataException">It is damaged, or has another length.</exception>
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> into)
    {
        var from = 0;
        var at = 0;
        while (from < source.Length)
        {
            var token = source[from++];
            var literal = LengthOf(token >> 4, source, ref from);
            if (literal > source.Length - from || literal > into.Length - at)
                throw TooLong("literal", literal, at, into.Length);

            BlockCopy.Literal(source, from, into, at, literal);
            from += literal;
            at += literal;

            // The last sequence is a literal alone.
            if (from == source.Length)
                break;

            if (source.Length - from < sizeof(ushort))
                throw new InvalidDataException("An LZ4 block ends inside a copy.");

            var offset = BinaryPrimitives.ReadUInt16LittleEndian(source[from..]);
            from += sizeof(ushort);
            if (offset == 0 || offset > at)
                throw new InvalidDataException($"An LZ4 block copies from {offset} bytes back at byte {at}.");

            var copy = LengthOf(token & More, source, ref from);
            if (copy > into.Length - at - ShortestCopy)
                throw TooLong("copy", copy, at, into.Length);

            copy += ShortestCopy;
            BlockCopy.Back(into, at, offset, copy);
            at += copy;
        }

        if (at != into.Length)
            throw new InvalidDataException($"An LZ4 block ends after {at} bytes of {into.Length}.");
    }

    private static int LengthOf(int code, ReadOnlySpan<byte> source, ref int from)
    {
        if (code < More)
            return code;

        // 255 for each byte: a block of the greatest length can't overflow 64 bits.
        long length = code;
        byte next;
        do
        {
            if (from >= source.Length)
                throw new InvalidDataException("An LZ4 block ends inside a length.");

            next = source[from++];
            length += next;
        }
        while (next == byte.MaxValue);

        // No output is so long; the caller refuses it.
        return (int)Math.Min(length, int.MaxValue);
    }

    private static InvalidDataException TooLong(string what, int length, int at, int whole) =>
        new($"An LZ4 block has a {what} of {length} bytes or more at byte {at} of {whole}, which is more than there is.");
}
