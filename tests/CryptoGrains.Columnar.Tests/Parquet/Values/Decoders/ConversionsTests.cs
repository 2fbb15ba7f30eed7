using CryptoGrains.Columnar.Parquet.Values.Decoders;

namespace CryptoGrains.Columnar.Tests.Parquet.Values.Decoders;

public sealed class ConversionsTests
{
    [Theory]
    [InlineData(1999, 1)]
    [InlineData(0, 0)]
    [InlineData(-1, -1)]
    [InlineData(-1000, -1)]
    [InlineData(-1001, -2)]
    [InlineData(long.MinValue, -9_223_372_036_854_776)]
    public void Digits_below_a_microsecond_are_dropped_towards_the_past(long nanos, long micros) =>
        Assert.Equal(micros, NanosToMicros.Convert(nanos));

    [Fact]
    public void Unsigned_numbers_keep_their_value()
    {
        Assert.Equal(4_294_967_295L, UInt32ToInt64.Convert(-1));
        Assert.Equal((Int128)ulong.MaxValue, UInt64ToDecimal.Convert(-1));
    }

    [Fact]
    public void Milliseconds_beyond_microseconds_overflow() =>
        Assert.Throws<OverflowException>(() => MillisToMicros.Convert(long.MaxValue / 999));
}
