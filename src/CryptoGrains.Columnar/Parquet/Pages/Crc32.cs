using System.Buffers.Binary;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>The CRC-32 of zlib and gzip (polynomial 0x04C11DB7, reflected), which is a page's checksum. Eight bytes a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    /// <summary>For each place of a byte among eight, and each value of it, what it changes.</summary>
    private static readonly uint[] Tables = CreateTables();

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var tables = Tables.AsSpan(0, Slices * 256);
        var crc = uint.MaxValue;
        while (bytes.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[(7 * 256) + (int)(low & 0xff)]
                ^ tables[(6 * 256) + (int)(low >> 8 & 0xff)]
                ^ tables[(5 * 256) + (int)(low >> 16 & 0xff)]
                ^ tables[(4 * 256) + (int)(low >> 24)]
                ^ tables[(3 * 256) + (int)(high & 0xff)]
                ^ tables[(2 * 256) + (int)(high >> 8 & 0xff)]
                ^ tables[256 + (int)(high >> 16 & 0xff)]
                ^ tables[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (var value in bytes)
            crc = tables[(byte)(crc ^ value)] ^ crc >> 8;

        return ~crc;
    }

    private static uint[] CreateTables()
    {
        var tables = new uint[Slices * 256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ Polynomial;
            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
            tables[i] = tables[i - 256] >> 8 ^ tables[(byte)tables[i - 256]];

        return tables;
    }
}
