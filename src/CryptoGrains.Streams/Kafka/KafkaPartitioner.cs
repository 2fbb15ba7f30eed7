using System.Buffers.Binary;
using System.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// Kafka's default partition of a key: its murmur2 hash without the sign, modulo the number of partitions. Whoever writes
/// with an instrument's name as the key, in any language, writes to the partition where we look for it.
/// </summary>
/// <remarks>The hash: MurmurHash2 by Austin Appleby, with the seed that Kafka's Java client gives it.</remarks>
internal static class KafkaPartitioner
{
    private const uint Seed = 0x9747b28c;
    private const uint Factor = 0x5bd1e995;

    /// <summary>The partition of an instrument.</summary>
    public static int PartitionOf(Instrument instrument, int partitionCount)
    {
        Span<byte> key = stackalloc byte[Instrument.MaxLength];
        return PartitionOf(key[..Encoding.ASCII.GetBytes(instrument.Name, key)], partitionCount);
    }

    /// <summary>The partition of a key.</summary>
    public static int PartitionOf(ReadOnlySpan<byte> key, int partitionCount) => (int)(Hash(key) & int.MaxValue) % partitionCount;

    internal static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = Seed ^ (uint)key.Length;
        for (; key.Length >= sizeof(uint); key = key[sizeof(uint)..])
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(key) * Factor;
            word = (word ^ (word >> 24)) * Factor;
            hash = (hash * Factor) ^ word;
        }

        if (!key.IsEmpty)
        {
            for (var i = 0; i < key.Length; i++)
                hash ^= (uint)key[i] << (8 * i);
            hash *= Factor;
        }

        hash = (hash ^ (hash >> 13)) * Factor;
        return hash ^ (hash >> 15);
    }
}
