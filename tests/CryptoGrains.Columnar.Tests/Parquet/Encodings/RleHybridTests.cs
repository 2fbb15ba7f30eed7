using System.Buffers;
using CryptoGrains.Columnar.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

public sealed class RleHybridTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(0, 33)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void What_is_encoded_comes_back_here_and_in_a_naive_decoder(int bitWidth) =>
        Prop.ForAll(Samples.Levels(bitWidth).ToArbitrary(), Gen.Choose(1, 50).ToArbitrary(), (values, piece) =>
        {
            var encoded = Encode(values, bitWidth);

            // A packed run has whole groups, and what fills up the last is zeros.
            var naive = new NaiveBits(encoded).Runs(bitWidth);
            return naive.Take(values.Length).SequenceEqual(values)
                && naive.Count - values.Length is >= 0 and < 8
                && naive.Skip(values.Length).All(value => value == 0)
                && Decode(encoded, bitWidth, values.Length, piece).AsSpan().SequenceEqual(values)
                && Decode(encoded, bitWidth, values.Length, values.Length + 1).AsSpan().SequenceEqual(values);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Equal_values_are_one_run() => Assert.Equal("C0843D01", Convert.ToHexString(Encode(Enumerable.Repeat(1, 500_000).ToArray(), 1)));

    [Fact]
    public void The_example_of_the_format_is_written_so() => Assert.Equal("0388C6FA", Convert.ToHexString(Encode([0, 1, 2, 3, 4, 5, 6, 7], 3)));

    private static byte[] Encode(int[] values, int bitWidth)
    {
        var encoded = new ArrayBufferWriter<byte>();
        RleHybrid.Encode(values, bitWidth, encoded);
        return encoded.WrittenSpan.ToArray();
    }

    private static int[] Decode(byte[] encoded, int bitWidth, int count, int piece)
    {
        var values = new int[count];
        var reader = new BitPackedRunReader(encoded, bitWidth);
        for (var at = 0; at < count; at += piece)
            reader.Read(values.AsSpan(at, Math.Min(piece, count - at)));
        return values;
    }
}
