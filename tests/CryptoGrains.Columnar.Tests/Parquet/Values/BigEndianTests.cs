using CryptoGrains.Columnar.Parquet.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Values;

public sealed class BigEndianTests
{
    [Fact]
    public void Numbers_of_any_width_come_back() => Prop.ForAll(ArbMap.Default.ArbFor<(long, ulong)>(), halves =>
    {
        var any = new Int128((ulong)halves.Item1, halves.Item2);
        for (var width = 1; width <= 16; width++)
        {
            // The number cut to so many bytes, with its sign.
            var value = any << (8 * (16 - width)) >> (8 * (16 - width));
            var bytes = new byte[width];
            BigEndian.Write(value, bytes);
            Assert.True(BigEndian.TryRead(bytes, out var read));
            Assert.Equal(value, read);

            byte[] wider = [.. Enumerable.Repeat(value < 0 ? byte.MaxValue : byte.MinValue, 20), .. bytes];
            Assert.True(BigEndian.TryRead(wider, out read));
            Assert.Equal(value, read);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_than_128_bits_are_refused()
    {
        Assert.False(BigEndian.TryRead([1, .. new byte[16]], out _));
        Assert.False(BigEndian.TryRead([0, 0x80, .. new byte[15]], out _));
        Assert.True(BigEndian.TryRead([0xff, 0x80, .. new byte[15]], out var least));
        Assert.Equal(Int128.MinValue, least);
    }
}
