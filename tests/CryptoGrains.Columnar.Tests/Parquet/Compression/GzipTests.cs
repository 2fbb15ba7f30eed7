using CryptoGrains.Columnar.Parquet.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Compression;

public sealed class GzipTests
{
    /// <summary>What the runtime's stream takes for itself, for its buffers and for those of the pool.</summary>
    private const int StreamBytes = 64 * 1024;

    [Fact]
    public void What_is_compressed_comes_back() =>
        Prop.ForAll(Samples.Blocks, block => Decompress(Compress(block), block.Length).AsSpan().SequenceEqual(block))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public void Noise_fits_into_the_room_it_may_take(int length)
    {
        var block = Samples.Noise(length, length);
        Assert.Equal(block, Decompress(Compress(block), length));
    }

    [Fact]
    public void Members_one_behind_the_other_are_one_block() =>
        Assert.Equal("one, two"u8, Decompress([.. Compress("one, "u8.ToArray()), .. Compress("two"u8.ToArray())], 8));

    [Fact]
    public void Another_length_is_refused()
    {
        var compressed = Compress("twelve bytes"u8.ToArray());

        Assert.Contains("more than the 11 bytes", Refused(compressed, 11), StringComparison.Ordinal);
        Assert.Contains("ends after 12 bytes of 13", Refused(compressed, 13), StringComparison.Ordinal);
        Assert.Contains("ends after 0 bytes of 12", Refused([], 12), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        var compressed = Compress("twelve bytes"u8.ToArray());
        compressed[^8] ^= 1;

        Assert.Contains("GZIP block is damaged", Refused(compressed, 12), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_give_a_result_or_are_refused() =>
        Prop.ForAll(Samples.Hostile, bytes =>
        {
            var into = new byte[100];
            byte[] withHeader = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, .. bytes];
            return Hostility.IsHarmless(() => Gzip.Decompress(bytes, into), StreamBytes)
                && Hostility.IsHarmless(() => Gzip.Decompress(withHeader, into), StreamBytes);
        }).QuickCheckThrowOnFailure();

    private static string Refused(byte[] compressed, int length) =>
        Assert.Throws<InvalidDataException>(() => Decompress(compressed, length)).Message;

    private static byte[] Compress(byte[] block)
    {
        var into = new byte[Gzip.MaxCompressedLength(block.Length)];
        return into[..Gzip.Compress(block, into)];
    }

    private static byte[] Decompress(byte[] compressed, int length)
    {
        var into = new byte[length];
        Gzip.Decompress(compressed, into);
        return into;
    }
}
