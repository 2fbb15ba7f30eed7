using System.Buffers.Binary;

namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT: first the first bytes of all values, then all second bytes, and so on.</summary>
internal static class ByteStreamSplit
{
    /// <summary>Puts the bytes of each value together.</summary>
    /// <param name="bytes">The split values.</param>
    /// <param name="width">The bytes of a value.</param>
    /// <param name="into">Where the values go: as many bytes.</param>
    /// <exception cref="InvalidDataException">There are not as many bytes, or not those of whole values.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, int width, Span<byte> into)
    {
        if (width <= 0)
            throw new InvalidDataException($"Values of {width} bytes can't be split.");
        if (bytes.Length != into.Length || bytes.Length % width != 0)
            throw new InvalidDataException($"{bytes.Length} bytes are not {into.Length} bytes of values of {width} bytes, split.");

        var count = bytes.Length / width;
        if (width == sizeof(uint))
            DecodeFours(bytes, count, into);
        else if (width == sizeof(ulong))
            DecodeEights(bytes, count, into);
        else
        {
            for (var stream = 0; stream < width; stream++)
            {
                var at = stream;
                foreach (var value in bytes.Slice(stream * count, count))
                {
                    into[at] = value;
                    at += width;
                }
            }
        }
    }

    private static void DecodeFours(ReadOnlySpan<byte> bytes, int count, Span<byte> into)
    {
        var first = bytes[..count];
        var second = bytes.Slice(count, count);
        var third = bytes.Slice(2 * count, count);
        var fourth = bytes.Slice(3 * count, count);
        for (var i = 0; i < count; i++)
        {
            var value = first[i] | (uint)second[i] << 8 | (uint)third[i] << 16 | (uint)fourth[i] << 24;
            BinaryPrimitives.WriteUInt32LittleEndian(into[(i * sizeof(uint))..], value);
        }
    }

    private static void DecodeEights(ReadOnlySpan<byte> bytes, int count, Span<byte> into)
    {
        for (var i = 0; i < count; i++)
        {
            ulong value = 0;
            for (int stream = 0, at = i; stream < sizeof(ulong); stream++, at += count)
                value |= (ulong)bytes[at] << (8 * stream);
            BinaryPrimitives.WriteUInt64LittleEndian(into[(i * sizeof(ulong))..], value);
        }
    }
}
