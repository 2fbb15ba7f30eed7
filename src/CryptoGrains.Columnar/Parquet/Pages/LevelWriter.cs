using System.Buffers;
using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>Writes the levels of a data page of the first version: their length, then their runs.</summary>
internal static class LevelWriter
{
    /// <summary>Writes levels.</summary>
    /// <param name="levels">The levels; nothing where all are the greatest.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="greatest">The greatest level that there may be; with 0 there is nothing to write.</param>
    /// <param name="into">Where the bytes go.</param>
    public static void Write(ReadOnlySpan<byte> levels, int count, int greatest, ByteBuffer into)
    {
        if (greatest == 0)
            return;

        var start = into.Length;
        into.Write(stackalloc byte[sizeof(int)]);
        if (levels.IsEmpty)
        {
            Varint.Write((ulong)count << 1, into);
            into.WriteByte((byte)greatest);
        }
        else
        {
            WriteRuns(levels, LevelRuns.BitWidth(greatest), into);
        }

        BinaryPrimitives.WriteInt32LittleEndian(into.WrittenFrom(start), into.Length - start - sizeof(int));
    }

    private static void WriteRuns(ReadOnlySpan<byte> levels, int bitWidth, ByteBuffer into)
    {
        var wide = ArrayPool<int>.Shared.Rent(levels.Length);
        try
        {
            for (var i = 0; i < levels.Length; i++)
                wide[i] = levels[i];
            RleHybrid.Encode(wide.AsSpan(0, levels.Length), bitWidth, into);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(wide);
        }
    }
}
