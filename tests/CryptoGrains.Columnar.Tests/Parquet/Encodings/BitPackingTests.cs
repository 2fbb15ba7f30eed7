using CryptoGrains.Columnar.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

public sealed class BitPackingTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(0, 65)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Any_number_of_values_of_any_width_comes_back(int bitWidth)
    {
        var random = new Random(bitWidth);
        for (var count = 0; count < 70; count++)
        {
            var values = new ulong[count];
            for (var i = 0; i < count; i++)
                values[i] = bitWidth == 0 ? 0 : (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - bitWidth);
            var packed = new byte[BitPacking.LengthOf(count, bitWidth)];
            BitPacking.Pack<ulong>(values, bitWidth, packed);

            var naive = new NaiveBits(packed);
            var read = new ulong[count];
            BitPacking.Unpack(packed, bitWidth, read.AsSpan());

            Assert.Equal(values, values.Select(_ => naive.Bits(bitWidth)));
            Assert.Equal(values, read);
            if (bitWidth > 32)
                continue;

            var narrow = new int[count];
            BitPacking.Unpack(packed, bitWidth, narrow.AsSpan());
            Assert.Equal(values.Select(value => (int)value), narrow);
            var again = new byte[packed.Length];
            BitPacking.Pack<int>(narrow, bitWidth, again);
            Assert.Equal(packed, again);
        }
    }

    [Fact]
    public void A_byte_too_few_is_refused()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => BitPacking.Unpack(new byte[12], 20, new int[5].AsSpan()));
        Assert.Equal("12 bytes can't hold 5 values of 20 bits each.", thrown.Message);
    }

    [Fact]
    public void Nothing_is_read_or_written_behind_the_end() =>
        Prop.ForAll(Gen.Choose(1, 64).ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (bitWidth, count) =>
        {
            var around = new byte[BitPacking.LengthOf(count, bitWidth) + 16];
            around.AsSpan().Fill(0xff);
            var packed = around.AsSpan()[..^16];
            BitPacking.Pack<long>(new long[count], bitWidth, packed);
            var values = new long[count + 8];
            BitPacking.Unpack(packed, bitWidth, values.AsSpan(0, count));
            return values.All(value => value == 0) && around[^16..].All(value => value == 0xff);
        }).QuickCheckThrowOnFailure();
}
