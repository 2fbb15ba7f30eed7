using System.Buffers;
using CryptoGrains.Columnar.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

public sealed class DeltaBinaryPackedTests
{
    [Fact]
    public void Numbers_of_64_bits_come_back_here_and_in_a_naive_decoder() =>
        Prop.ForAll(Samples.Longs.ToArbitrary(), values =>
        {
            var encoded = Encode(values);
            var read = new long[values.Length];
            return DeltaBinaryPacked.Decode([.. encoded, 1, 2, 3], read) == encoded.Length
                && read.AsSpan().SequenceEqual(values)
                && new NaiveBits(encoded).Deltas(64).SequenceEqual(values);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Numbers_of_32_bits_come_back_here_and_in_a_naive_decoder() =>
        Prop.ForAll(Samples.Longs.ToArbitrary(), longs =>
        {
            var values = longs.Select(value => unchecked((int)(value ^ (value >> 32)))).ToArray();
            var encoded = Encode(values);
            var read = new int[values.Length];
            return DeltaBinaryPacked.Decode([.. encoded, 1, 2, 3], read) == encoded.Length
                && read.AsSpan().SequenceEqual(values)
                && new NaiveBits(encoded).Deltas(32).SequenceEqual(values.Select(value => (long)value));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Differences_of_32_bits_wrap_around_and_so_never_take_more()
    {
        var encoded = Encode([int.MinValue, int.MaxValue, int.MinValue, int.MaxValue, 0]);

        // Three numbers, the first value and the least difference; then the widths.
        var bits = new NaiveBits(encoded);
        for (var i = 0; i < 5; i++)
            _ = bits.Varint();
        Assert.InRange(bits.Bits(8), 0u, 32u);
    }

    [Fact]
    public void Differences_of_64_bits_are_read_into_32()
    {
        var encoded = Encode([0L, int.MaxValue, int.MinValue, -1]);
        var read = new int[4];
        _ = DeltaBinaryPacked.Decode(encoded, read);
        Assert.Equal([0, int.MaxValue, int.MinValue, -1], read);
    }

    /// <summary>The examples of the format's description, but for the size of a block.</summary>
    [Theory]
    [InlineData("80010405020200000000", new long[] { 1, 2, 3, 4, 5 })]
    [InlineData("800104080E0302000000C03F000000000000", new long[] { 7, 5, 3, 1, 2, 3, 4, 5 })]
    public void Steps_take_no_or_few_bits(string hex, long[] values) =>
        Assert.Equal(hex, Convert.ToHexString(Encode(values)));

    [Theory]
    [InlineData("", "variable-length")]
    [InlineData("80010403", "variable-length")]
    [InlineData("8001040402", "There are 4 delta-encoded values, where 3 are expected")]
    [InlineData("00040302", "A delta block of 0 values")]
    [InlineData("8001000302", "can't have 0 miniblocks")]
    [InlineData("8001030302", "can't have 3 miniblocks")]
    [InlineData("8001080302", "can't have 8 miniblocks")]
    [InlineData("800104030202", "inside a block")]
    [InlineData("80010403020241000000", "65 bits")]
    [InlineData("80010403020208000000", "inside a block")]
    public void Damage_is_named(string hex, string what)
    {
        var thrown = Assert.Throws<InvalidDataException>(() => DeltaBinaryPacked.Decode(Convert.FromHexString(hex), new long[3]));
        Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_give_a_result_or_are_refused() =>
        Prop.ForAll(Samples.Hostile, Gen.Choose(0, 127).ToArbitrary(), (bytes, count) =>
        {
            var longs = new long[count];
            var ints = new int[count];
            byte[] withHeader = [0x80, 1, 4, (byte)count, .. bytes];
            return Hostility.IsHarmless(() => DeltaBinaryPacked.Decode(bytes, longs), 0)
                && Hostility.IsHarmless(() => DeltaBinaryPacked.Decode(withHeader, longs), 0)
                && Hostility.IsHarmless(() => DeltaBinaryPacked.Decode(withHeader, ints), 0);
        }).QuickCheckThrowOnFailure();

    private static byte[] Encode(long[] values)
    {
        var encoded = new ArrayBufferWriter<byte>();
        DeltaBinaryPacked.Encode(values, encoded);
        return encoded.WrittenSpan.ToArray();
    }

    private static byte[] Encode(int[] values)
    {
        var encoded = new ArrayBufferWriter<byte>();
        DeltaBinaryPacked.Encode(values, encoded);
        return encoded.WrittenSpan.ToArray();
    }
}
