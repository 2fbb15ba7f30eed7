using System.Buffers.Binary;
using System.Numerics;

namespace CryptoGrains.Streams.Blocks;

/// <summary>CRC-32C (Castagnoli), as iSCSI and ext4 use it; a processor instruction where there is one.</summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var single in bytes)
            crc = BitOperations.Crc32C(crc, single);

        return ~crc;
    }
}
