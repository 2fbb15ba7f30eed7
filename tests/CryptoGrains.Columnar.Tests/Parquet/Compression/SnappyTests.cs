using System.Security.Cryptography;
using CryptoGrains.Columnar.Parquet.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Compression;

public sealed class SnappyTests
{
    [Fact]
    public void What_is_compressed_comes_back_here_and_in_a_naive_decoder() =>
        Prop.ForAll(Samples.Blocks, block =>
        {
            var compressed = Compress(block);
            return NaiveSnappy.Decompress(compressed).AsSpan().SequenceEqual(block)
                && Decompress(compressed, block.Length).AsSpan().SequenceEqual(block);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void Noise_and_zeros_of_any_length_come_back(int length)
    {
        foreach (var block in new[] { Samples.Noise(length, length), new byte[length] })
        {
            var compressed = Compress(block);
            Assert.Equal(block, NaiveSnappy.Decompress(compressed));
            Assert.Equal(block, Decompress(compressed, length));
        }
    }

    [Fact]
    public void Zeros_take_little()
    {
        // A copy of at most 64 bytes takes three.
        Assert.InRange(Compress(new byte[100_000]).Length, 1, 100_000 * 3 / 64 + 20);
    }

    [Fact]
    public void Every_kind_of_element_is_read()
    {
        byte[] compressed =
        [
            20,
            2 << 2, (byte)'a', (byte)'b', (byte)'c',
            (2 << 2) | 1, 3,
            (3 << 2) | 2, 1, 0,
            (2 << 2) | 3, 13, 0, 0, 0,
            60 << 2, 3, (byte)'w', (byte)'x', (byte)'y', (byte)'z',
        ];
        Assert.Equal("abcabcabcccccabcwxyz"u8, Decompress(compressed, 20));
    }

    [Theory]
    [InlineData("", 0, "variable-length")]
    [InlineData("05", 5, "ends after 0 bytes of 5")]
    [InlineData("0408616263", 4, "ends after 3 bytes of 4")]
    [InlineData("0508616263", 4, "says that it has 5 bytes, where 4 are expected")]
    [InlineData("040C616263", 4, "literal of 4 bytes")]
    [InlineData("02086162630000", 2, "literal of 3 bytes at byte 0 of 2")]
    [InlineData("050061050200", 5, "copies from 2 bytes back at byte 1")]
    [InlineData("050061050000", 5, "copies from 0 bytes back at byte 1")]
    [InlineData("0500610D01", 5, "copy of 7 bytes at byte 1 of 5")]
    [InlineData("05006112", 5, "inside an element")]
    [InlineData("0500611301FFFF", 5, "inside an element")]
    [InlineData("05FCFFFFFFFF", 5, "literal of 2147483647 bytes")]
    [InlineData("05F8FF", 5, "inside an element")]
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
            byte[] withLength = [(byte)(length % 128 | (length < 128 ? 0 : 0x80)), .. length < 128 ? bytes : [(byte)(length / 128), .. bytes]];
            return Hostility.IsHarmless(() => Snappy.Decompress(withLength, into), 0)
                && Hostility.IsHarmless(() => Snappy.Decompress(bytes, into), 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_flipped_bit_gives_a_result_or_is_refused() =>
        Prop.ForAll(Samples.Blocks, Gen.Choose(0, int.MaxValue).ToArbitrary(), (block, seed) =>
        {
            var compressed = Compress(block);
            var random = new Random(seed);
            compressed[random.Next(compressed.Length)] ^= (byte)(1 << random.Next(8));
            var into = new byte[block.Length];
            return Hostility.IsHarmless(() => Snappy.Decompress(compressed, into), 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Too_little_room_is_refused() =>
        Assert.Throws<ArgumentException>(() => Snappy.Compress(new byte[100], new byte[100]));

    [Theory]
    [InlineData("datapage_v1-snappy-compressed-checksum.parquet", 30, 735, 10_240, "E96760A87768717B")]
    [InlineData("datapage_v1-snappy-compressed-checksum.parquet", 1554, 735, 10_240, "DC6F115CBCBC80B7")]
    [InlineData("dict-page-offset-zero.parquet", 22, 22, 162, "BA1A0C357CACC8E0")]
    public void Pages_that_others_compressed_are_read(string file, int offset, int length, int uncompressed, string sha256)
    {
        var bytes = File.ReadAllBytes(SharedData.PathOf(Path.Combine("parquet-testing", file)));

        var page = Decompress(bytes[offset..(offset + length)], uncompressed);

        Assert.StartsWith(sha256, Convert.ToHexString(SHA256.HashData(page)), StringComparison.Ordinal);
    }

    private static byte[] Compress(byte[] block)
    {
        var into = new byte[Snappy.MaxCompressedLength(block.Length)];
        return into[..Snappy.Compress(block, into)];
    }

    private static byte[] Decompress(byte[] compressed, int length)
    {
        var into = new byte[length];
        Snappy.Decompress(compressed, into);
        return into;
    }
}
