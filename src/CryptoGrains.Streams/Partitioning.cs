using CryptoGrains.Market;

namespace CryptoGrains.Streams;

/// <summary>Which partition an instrument belongs to. The rule never changes: it decides where records already lie.</summary>
public static class Partitioning
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>
    /// FNV-1a (64 bits) over the UTF-8 bytes of the instrument's name, its two halves combined by exclusive or, modulo the
    /// number of partitions.
    /// </summary>
    /// <remarks>Names are ASCII by <see cref="Instrument"/>'s rules, so a character is a byte.</remarks>
    public static int PartitionOf(Instrument instrument, int partitionCount)
    {
        var hash = FnvOffset;
        foreach (var character in instrument.Name)
            hash = (hash ^ character) * FnvPrime;

        return (int)((uint)(hash ^ (hash >> 32)) % (uint)partitionCount);
    }
}
