using System.Buffers;
using CryptoGrains.Columnar.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Encodings;

/// <summary>Both encodings of byte arrays by differences: of their lengths, and of themselves.</summary>
public sealed class DeltaByteArrayTests
{
    private static readonly Arbitrary<byte[][]> Arrays = (
        from arrays in ArbMap.Default.GeneratorFor<byte[]>().ListOf()
        from copies in Gen.Choose(1, 3)
        select arrays.SelectMany(array => Enumerable.Range(0, copies).Select(copy => (byte[])[.. array, .. new byte[copy]])).ToArray())
        .ToArbitrary();

    [Fact]
    public void Arrays_after_their_lengths_come_back() =>
        Prop.ForAll(Arrays, arrays =>
        {
            byte[] encoded = [.. Deltas(arrays.Select(array => array.Length)), .. arrays.SelectMany(array => array)];
            var read = new ByteArrays();
            return DeltaLengthByteArray.Decode([.. encoded, 1, 2], arrays.Length, read) == encoded.Length && AreEqual(arrays, read, 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Arrays_that_share_their_beginnings_come_back() =>
        Prop.ForAll(Arrays, arrays =>
        {
            var encoded = Encode(arrays);
            var read = new ByteArrays();
            read.Add("added before"u8);
            return DeltaByteArray.Decode([.. encoded, 1, 2], arrays.Length, read) == encoded.Length && AreEqual(arrays, read, 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_number_is_refused()
    {
        var thrown = Assert.Throws<InvalidDataException>(
            () => DeltaLengthByteArray.Decode(Deltas([1, 2]), int.MaxValue, new ByteArrays()));
        Assert.Equal("There are 2 lengths of byte arrays, where 2147483647 are expected.", thrown.Message);
    }

    [Theory]
    [InlineData(new[] { 4 }, "has 4 bytes, where 3 are left")]
    [InlineData(new[] { -1 }, "has -1 bytes")]
    public void Lengths_that_can_not_be_are_refused(int[] lengths, string what)
    {
        byte[] encoded = [.. Deltas(lengths), 1, 2, 3];
        var thrown = Assert.Throws<InvalidDataException>(() => DeltaLengthByteArray.Decode(encoded, lengths.Length, new ByteArrays()));
        Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1, 0 }, "The first byte array shares 1 bytes")]
    [InlineData(new[] { 0, 2 }, "begins with 2 bytes of the one before, which has 1")]
    [InlineData(new[] { 0, -1 }, "begins with -1 bytes")]
    public void Beginnings_that_can_not_be_are_refused(int[] shared, string what)
    {
        byte[] encoded = [.. Deltas(shared), .. Deltas([1, 1]), 1, 2];
        var thrown = Assert.Throws<InvalidDataException>(() => DeltaByteArray.Decode(encoded, 2, new ByteArrays()));
        Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Little_that_would_make_much_is_refused()
    {
        var lengths = Enumerable.Repeat(0, 100_000).Prepend(1000).ToArray();
        var shared = Enumerable.Repeat(1000, 100_000).Prepend(0).ToArray();
        byte[] encoded = [.. Deltas(shared), .. Deltas(lengths), .. new byte[1000]];

        var thrown = Assert.Throws<InvalidDataException>(() => DeltaByteArray.Decode(encoded, 100_001, new ByteArrays(limit: 1 << 20)));

        Assert.Contains("at most 1048576", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_give_a_result_or_are_refused() =>
        Prop.ForAll(Samples.Hostile, Gen.Choose(0, 127).ToArbitrary(), (bytes, count) =>
        {
            byte[] withHeader = [0x80, 1, 4, (byte)count, .. bytes];
            return new[] { bytes, withHeader }.All(hostile =>
                Hostility.IsHarmless(() => DeltaLengthByteArray.Decode(hostile, count, new ByteArrays()), 8192 + 4 * hostile.Length)
                && Hostility.IsHarmless(() => DeltaByteArray.Decode(hostile, count, new ByteArrays(100_000)), 300_000));
        }).QuickCheckThrowOnFailure();

    private static byte[] Encode(byte[][] arrays)
    {
        var before = arrays.Prepend([]);
        var shared = arrays.Zip(before, (array, last) => array.AsSpan().CommonPrefixLength(last)).ToArray();
        var suffixes = arrays.Zip(shared, (array, length) => array[length..]).ToArray();
        return [.. Deltas(shared), .. Deltas(suffixes.Select(suffix => suffix.Length)), .. suffixes.SelectMany(suffix => suffix)];
    }

    private static byte[] Deltas(IEnumerable<int> values)
    {
        var encoded = new ArrayBufferWriter<byte>();
        DeltaBinaryPacked.Encode(values.ToArray(), encoded);
        return encoded.WrittenSpan.ToArray();
    }

    private static bool AreEqual(byte[][] arrays, ByteArrays read, int from) =>
        read.Count == arrays.Length + from
        && Enumerable.Range(0, arrays.Length).All(index => read[index + from].SequenceEqual(arrays[index]));
}
