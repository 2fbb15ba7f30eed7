using System.Buffers;

namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>Whole numbers in as few bytes as they need: seven bits a byte, the low ones first (ULEB128).</summary>
internal static class Varint
{
    private const int LongestInBytes = 10;

    /// <summary>Reads an unsigned number and moves the place behind it.</summary>
    /// <exception cref="InvalidDataException">The bytes end inside the number, or it has more than 64 bits.</exception>
    public static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 7 * LongestInBytes; shift += 7)
        {
            if ((uint)at >= (uint)bytes.Length)
                throw new InvalidDataException("The bytes end inside a variable-length number.");

            var next = bytes[at++];
            if (shift == 63 && next > 1)
                break;

            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("A variable-length number has more than 64 bits.");
    }

    /// <summary>Reads a number that must not be greater than a bound.</summary>
    /// <exception cref="InvalidDataException">It is greater, or damaged.</exception>
    public static int ReadInt(ReadOnlySpan<byte> bytes, ref int at, string what, int greatest = int.MaxValue)
    {
        var value = Read(bytes, ref at);
        if (value > (ulong)greatest)
            throw new InvalidDataException($"{what} is {value}, and can't be more than {greatest}.");

        return (int)value;
    }

    /// <summary>Reads a signed number whose sign is its lowest bit (zigzag).</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static long ReadZigZag(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = Read(bytes, ref at);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Writes an unsigned number.</summary>
    public static void Write(ulong value, IBufferWriter<byte> into)
    {
        var bytes = into.GetSpan(LongestInBytes);
        into.Advance(Write(value, bytes));
    }

    /// <summary>Writes an unsigned number.</summary>
    /// <returns>How many bytes it took: at most 10.</returns>
    public static int Write(ulong value, Span<byte> into)
    {
        var length = 0;
        while (value >= 0x80)
        {
            into[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        into[length++] = (byte)value;
        return length;
    }

    /// <summary>Writes a signed number with its sign as its lowest bit.</summary>
    public static void WriteZigZag(long value, IBufferWriter<byte> into) => Write((ulong)((value << 1) ^ (value >> 63)), into);
}
