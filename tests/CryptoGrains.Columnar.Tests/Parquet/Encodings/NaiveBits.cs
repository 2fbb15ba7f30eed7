using System.Numerics;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

/// <summary>Reads encoded numbers a bit at a time, as the format's description reads.</summary>
internal sealed class NaiveBits(IReadOnlyList<byte> bytes)
{
    private long _bit;

    public int BytesRead => (int)((_bit + 7) / 8);

    public ulong Bits(int width)
    {
        ulong value = 0;
        for (var i = 0; i < width; i++, _bit++)
            value |= (ulong)((bytes[(int)(_bit / 8)] >> (int)(_bit % 8)) & 1) << i;
        return value;
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= Bits(7) << shift;
            if (Bits(1) == 0)
                return value;
        }
    }

    public BigInteger ZigZag()
    {
        var value = new BigInteger(Varint());
        return value.IsEven ? value / 2 : -(value + 1) / 2;
    }

    /// <summary>The runs of the RLE/bit-packing hybrid, up to the end.</summary>
    public List<int> Runs(int width)
    {
        var values = new List<int>();
        while (BytesRead < bytes.Count)
        {
            var header = (int)Varint();
            if (header % 2 == 0)
                values.AddRange(Enumerable.Repeat((int)Bits((width + 7) / 8 * 8), header / 2));
            else
                values.AddRange(Enumerable.Range(0, header / 2 * 8).Select(_ => (int)Bits(width)).ToArray());
        }

        return values;
    }

    /// <summary>Delta-encoded values, wrapping around as numbers of so many bits do.</summary>
    public List<long> Deltas(int bitsOfType)
    {
        var block = (int)Varint();
        var miniblocks = (int)Varint();
        var count = (int)Varint();
        var value = ZigZag();
        var values = new List<long>();
        if (count > 0)
            values.Add((long)value);

        while (values.Count < count)
        {
            var least = ZigZag();
            var widths = Enumerable.Range(0, miniblocks).Select(_ => (int)Bits(8)).ToArray();
            foreach (var width in widths)
            {
                if (values.Count == count)
                    break;

                for (var i = 0; i < block / miniblocks; i++)
                {
                    value = Wrap(value + least + Bits(width), bitsOfType);
                    if (values.Count < count)
                        values.Add((long)value);
                }
            }
        }

        return values;
    }

    private static BigInteger Wrap(BigInteger value, int bits)
    {
        var modulus = BigInteger.One << bits;
        var rest = ((value % modulus) + modulus) % modulus;
        return rest >= modulus / 2 ? rest - modulus : rest;
    }
}
