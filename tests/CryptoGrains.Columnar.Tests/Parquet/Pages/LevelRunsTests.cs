using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Tests.Parquet.Pages;

public sealed class LevelRunsTests
{
    [Fact]
    public void Levels_of_old_writers_have_their_highest_bit_first()
    {
        // 0 to 7 with three bits each, as the format's own example has them.
        var levels = new int[8];
        new LevelRuns([0b00000101, 0b00111001, 0b01110111], PageEncoding.BitPacked, 7).Read(levels);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], levels);
    }

    [Fact]
    public void A_level_above_the_greatest_is_refused() => Assert.Throws<InvalidDataException>(
        () => new LevelRuns([0b11_11_11_11, 0, 0], PageEncoding.BitPacked, 2).Read(new int[4]));

    [Theory]
    [InlineData(new byte[] { 10, 1 }, 5, true)]
    [InlineData(new byte[] { 10, 1 }, 6, false)]
    [InlineData(new byte[] { 10, 0 }, 5, false)]
    [InlineData(new byte[] { 3, 255 }, 8, false)]
    [InlineData(new byte[] { 10 }, 5, false)]
    [InlineData(new byte[] { }, 5, false)]
    public void One_run_of_the_greatest_is_seen_without_reading(byte[] runs, int count, bool expected) =>
        Assert.Equal(expected, new LevelRuns(runs, PageEncoding.Rle, 1).AreAllGreatest(count));
}
