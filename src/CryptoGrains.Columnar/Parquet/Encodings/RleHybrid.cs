using System.Buffers;

namespace CryptoGrains.Columnar.Parquet.Encodings;

/// <summary>Writes the RLE/bit-packing hybrid that <see cref="BitPackedRunReader"/> reads.</summary>
internal static class RleHybrid
{
    /// <summary>The values of a group: packed runs have whole groups, the last filled up with zeros.</summary>
    private const int Group = 8;

    /// <summary>Writes the runs of some values, without their length.</summary>
    /// <param name="values">None with more bits than <paramref name="bitWidth"/>.</param>
    /// <param name="bitWidth">The bits of a value, 0 to 32.</param>
    /// <param name="into">Where the runs go.</param>
    public static void Encode(ReadOnlySpan<int> values, int bitWidth, IBufferWriter<byte> into)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bitWidth, 32u, nameof(bitWidth));
        var packedFrom = 0;
        var at = 0;
        while (at < values.Length)
        {
            var rest = values[at..];
            var run = rest.IndexOfAnyExcept(rest[0]);
            if (run < 0)
                run = rest.Length;

            if (run < Group && run < rest.Length)
            {
                at += Math.Min(Group, rest.Length);
                continue;
            }

            WritePacked(values[packedFrom..at], bitWidth, into);
            WriteRepeated(rest[0], run, bitWidth, into);
            at += run;
            packedFrom = at;
        }

        WritePacked(values[packedFrom..], bitWidth, into);
    }

    private static void WriteRepeated(int value, int count, int bitWidth, IBufferWriter<byte> into)
    {
        Varint.Write((ulong)count << 1, into);
        var length = (bitWidth + 7) / 8;
        var bytes = into.GetSpan(sizeof(int));
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)(value >> (8 * i));
        into.Advance(length);
    }

    private static void WritePacked(ReadOnlySpan<int> values, int bitWidth, IBufferWriter<byte> into)
    {
        if (values.IsEmpty)
            return;

        var groups = (values.Length + Group - 1) / Group;
        Varint.Write(((ulong)groups << 1) | 1, into);
        var length = groups * bitWidth;
        var bytes = into.GetSpan(length)[..length];
        BitPacking.Pack(values, bitWidth, bytes);
        bytes[(int)BitPacking.LengthOf(values.Length, bitWidth)..].Clear();
        into.Advance(length);
    }
}
