using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CryptoGrains.LocalRuntime;

/// <summary>The checksum CRC-32C (Castagnoli), as processors compute it.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of some bytes, or of some bytes that follow others.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, rest);
        return ~crc;
    }
}
