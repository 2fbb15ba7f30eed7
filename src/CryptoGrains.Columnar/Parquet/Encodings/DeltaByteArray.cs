using System.Buffers;

namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>
/// DELTA_BYTE_ARRAY: how many bytes each byte array shares with the beginning of the one before, delta-encoded, then what
/// follows those bytes as <see cref="DeltaLengthByteArray"/>.
/// </summary>
internal static class DeltaByteArray
{
    /// <inheritdoc cref="DeltaLengthByteArray.Decode"/>
    public static int Decode(ReadOnlySpan<byte> bytes, int count, ByteArrays into)
    {
        var shared = DeltaLengthByteArray.RentLengths(bytes, count, out var at);
        int[]? suffixes = null;
        try
        {
            suffixes = DeltaLengthByteArray.RentLengths(bytes[at..], count, out var consumed);
            at += consumed;
            into.Reserve(count);
            for (var i = 0; i < count; i++)
            {
                // The first of a page shares nothing, whatever was added before it.
                if (i == 0 && shared[0] != 0)
                    throw new InvalidDataException($"The first byte array shares {shared[0]} bytes with one before, which is not there.");

                into.Add(shared[i], DeltaLengthByteArray.Take(bytes, ref at, suffixes[i]));
            }

            return at;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(shared);
            if (suffixes is not null)
                ArrayPool<int>.Shared.Return(suffixes);
        }
    }
}
