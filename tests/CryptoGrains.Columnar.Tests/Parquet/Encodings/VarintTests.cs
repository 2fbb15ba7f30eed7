using System.Buffers;
using CryptoGrains.Columnar.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

public sealed class VarintTests
{
    [Fact]
    public void Any_number_comes_back() =>
        Prop.ForAll(Samples.Longs.ToArbitrary(), values =>
        {
            var bytes = new ArrayBufferWriter<byte>();
            foreach (var value in values)
            {
                Varint.WriteZigZag(value, bytes);
                Varint.Write((ulong)value, bytes);
            }

            var naive = new NaiveBits(bytes.WrittenSpan.ToArray());
            var at = 0;
            foreach (var value in values)
            {
                if (naive.ZigZag() != value || naive.Varint() != (ulong)value)
                    return false;
                if (Varint.ReadZigZag(bytes.WrittenSpan, ref at) != value || Varint.Read(bytes.WrittenSpan, ref at) != (ulong)value)
                    return false;
            }

            return at == bytes.WrittenCount;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "end inside")]
    [InlineData("80", "end inside")]
    [InlineData("FFFFFFFFFFFFFFFFFF02", "more than 64 bits")]
    [InlineData("FFFFFFFFFFFFFFFFFF81", "more than 64 bits")]
    public void Damage_is_named(string hex, string what)
    {
        var at = 0;
        var thrown = Assert.Throws<InvalidDataException>(() => Varint.Read(Convert.FromHexString(hex), ref at));
        Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_above_its_bound_is_refused()
    {
        var at = 0;
        var thrown = Assert.Throws<InvalidDataException>(() => Varint.ReadInt([0xAC, 2], ref at, "The number of hats", 299));
        Assert.Equal("The number of hats is 300, and can't be more than 299.", thrown.Message);
    }
}
