using System.Security.Cryptography;
using CryptoGrains.Columnar.Parquet.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Compression;

public sealed class Lz4RawTests
{
    [Fact]
    public void Literals_and_copies_of_any_length_are_read() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var (compressed, expected) = SequencesOf(new Random(seed));
            return Decompress(compressed, expected.Length).AsSpan().SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("30616263", 4, "ends after 3 bytes of 4")]
    [InlineData("30616263", 2, "literal of 3 bytes or more at byte 0 of 2")]
    [InlineData("3061", 3, "literal of 3 bytes")]
    [InlineData("106101", 9, "inside a copy")]
    [InlineData("10610200", 9, "copies from 2 bytes back at byte 1")]
    [InlineData("10610000", 9, "copies from 0 bytes back at byte 1")]
    [InlineData("1F610100", 9, "inside a length")]
    [InlineData("1F6101000300", 9, "copy of 18 bytes or more at byte 1 of 9")]
    [InlineData("14610100", 4, "copy of 4 bytes or more at byte 1 of 4")]
    [InlineData("F0FFFF", 4, "inside a length")]
    public void Damage_is_named(string hex, int length, string what)
    {
        var thrown = Assert.Throws<InvalidDataException>(() => Decompress(Convert.FromHexString(hex), length));
        Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_give_a_result_or_are_refused() =>
        Prop.ForAll(Samples.Hostile, Gen.Choose(0, 300).ToArbitrary(), (bytes, length) =>
        {
            var into = new byte[length];
            return Hostility.IsHarmless(() => Lz4Raw.Decompress(bytes, into), 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_page_that_another_compressed_is_read()
    {
        var bytes = File.ReadAllBytes(SharedData.PathOf("parquet-testing/lz4_raw_compressed_larger.parquet"));

        var page = Decompress(bytes[107..(107 + 380_377)], 400_000);

        Assert.StartsWith("4578A8C5F54364A4", Convert.ToHexString(SHA256.HashData(page)), StringComparison.Ordinal);
    }

    /// <summary>Sequences made up at random, with what they mean.</summary>
    private static (byte[] Compressed, byte[] Expected) SequencesOf(Random random)
    {
        var compressed = new List<byte>();
        var output = new List<byte>();
        for (var i = random.Next(20); i >= 0; i--)
        {
            var literal = Samples.Noise(random.Next(), random.Next(random.Next(2) == 0 ? 14 : 700) + (output.Count == 0 ? 1 : 0));
            output.AddRange(literal);
            var copy = i == 0 ? 0 : random.Next(random.Next(2) == 0 ? 12 : 700) + 4;
            compressed.Add((byte)((Math.Min(literal.Length, 15) << 4) | Math.Clamp(copy - 4, 0, 15)));
            compressed.AddRange(More(literal.Length));
            compressed.AddRange(literal);
            if (copy == 0)
                break;

            var offset = random.Next(1, Math.Min(output.Count, random.Next(2) == 0 ? 20 : 65_535) + 1);
            compressed.AddRange([(byte)offset, (byte)(offset >> 8), .. More(copy - 4)]);
            for (var j = 0; j < copy; j++)
                output.Add(output[^offset]);
        }

        return ([.. compressed], [.. output]);
    }

    private static IEnumerable<byte> More(int length)
    {
        if (length < 15)
            yield break;

        for (length -= 15; length >= 255; length -= 255)
            yield return 255;
        yield return (byte)length;
    }

    private static byte[] Decompress(byte[] compressed, int length)
    {
        var into = new byte[length];
        Lz4Raw.Decompress(compressed, into);
        return into;
    }
}
