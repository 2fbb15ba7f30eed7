using System.Buffers.Binary;

namespace CryptoGrains.Columnar.Parquet.Values;

/// <summary>Signed numbers with the highest byte first, as decimals are stored.</summary>
internal static class BigEndian
{
    /// <summary>The bytes of 128 bits.</summary>
    public const int Int128Bytes = 16;

    /// <summary>Reads a number of any number of bytes.</summary>
    /// <returns>False where it has more than 128 bits.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Int128 value)
    {
        if (bytes.Length == Int128Bytes)
        {
            value = BinaryPrimitives.ReadInt128BigEndian(bytes);
            return true;
        }

        value = 0;
        if (bytes.IsEmpty)
            return true;

        var isNegative = (bytes[0] & 0x80) != 0;
        var sign = isNegative ? byte.MaxValue : byte.MinValue;
        while (bytes.Length > Int128Bytes)
        {
            // What is cut off must be nothing but the sign of what is left.
            if (bytes[0] != sign || (bytes[1] & 0x80) != (sign & 0x80))
                return false;
            bytes = bytes[1..];
        }

        // The upper half is short; both halves are read with the sign in front.
        ulong high = isNegative ? ulong.MaxValue : 0, low = high;
        var split = Math.Max(0, bytes.Length - sizeof(ulong));
        foreach (var next in bytes[..split])
            high = high << 8 | next;
        foreach (var next in bytes[split..])
            low = low << 8 | next;

        value = new Int128(high, low);
        return true;
    }

    /// <summary>Writes a number's low bytes, as many as there is room for.</summary>
    public static void Write(Int128 value, Span<byte> into)
    {
        if (into.Length == Int128Bytes)
        {
            BinaryPrimitives.WriteInt128BigEndian(into, value);
            return;
        }

        Span<byte> whole = stackalloc byte[Int128Bytes];
        BinaryPrimitives.WriteInt128BigEndian(whole, value);
        whole[(Int128Bytes - into.Length)..].CopyTo(into);
    }
}
