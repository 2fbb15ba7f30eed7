using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Tests.Parquet.Pages;

public sealed class Crc32Tests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("a", 0xE8B7BE43u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Known_checksums(string text, uint checksum) =>
        Assert.Equal(checksum, Crc32.Of(System.Text.Encoding.ASCII.GetBytes(text)));
}
