using System.Text;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class Crc32CTests
{
    /// <summary>The check value of CRC-32/ISCSI in the catalogue of CRC algorithms.</summary>
    [Fact]
    public void It_gives_the_published_check_value() => Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));

    [Fact]
    public void Parts_give_what_the_whole_gives()
    {
        var bytes = Encoding.UTF8.GetBytes("the quick brown fox jumps over the lazy dog");

        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(Crc32C.Of(bytes), Crc32C.Of(bytes.AsSpan(cut), Crc32C.Of(bytes.AsSpan(0, cut))));
    }
}
