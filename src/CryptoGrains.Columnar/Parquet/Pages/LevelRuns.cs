using System.Numerics;
using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Metadata;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>The definition or repetition levels of a page.</summary>
/// <param name="bytes">The levels as they are encoded.</param>
/// <param name="encoding">RLE, or the bit-packing of old writers.</param>
/// <param name="greatest">The greatest level that there may be: at least 1.</param>
internal readonly ref struct LevelRuns(ReadOnlySpan<byte> bytes, PageEncoding encoding, int greatest)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The bits of a level.</summary>
    public static int BitWidth(int greatest) => 32 - BitOperations.LeadingZeroCount((uint)greatest);

    /// <summary>Reads the levels of a page.</summary>
    /// <exception cref="InvalidDataException">There are not so many, or they are damaged.</exception>
    public void Read(Span<int> into)
    {
        if (encoding == PageEncoding.BitPacked)
            ReadPacked(into);
        else
            new BitPackedRunReader(_bytes, BitWidth(greatest)).Read(into);

        foreach (var level in into)
        {
            if ((uint)level > (uint)greatest)
                throw new InvalidDataException($"A level is {level}, where {greatest} is the greatest.");
        }
    }

    /// <summary>Whether the levels are one run of the greatest, at least so many.</summary>
    public bool AreAllGreatest(int count)
    {
        if (encoding == PageEncoding.BitPacked)
            return false;

        // The lowest bit of the header is 0 for a run of one value; a level has at most 8 bits.
        var at = 0;
        var header = _bytes.IsEmpty ? 1 : Varint.Read(_bytes, ref at);
        return (header & 1) == 0 && header >> 1 >= (ulong)count && at < _bytes.Length && _bytes[at] == greatest;
    }

    /// <summary>Levels packed with the highest bit first.</summary>
    private void ReadPacked(Span<int> into)
    {
        var width = BitWidth(greatest);
        var bit = 0L;
        for (var i = 0; i < into.Length; i++)
        {
            var level = 0;
            for (var end = bit + width; bit < end; bit++)
                level = level << 1 | _bytes[(int)(bit >> 3)] >> (int)(7 - (bit & 7)) & 1;
            into[i] = level;
        }
    }
}
