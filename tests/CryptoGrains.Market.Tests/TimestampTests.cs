namespace CryptoGrains.Market.Tests;

public sealed class TimestampTests
{
    [Fact]
    public void It_is_written_at_utc_with_microseconds() =>
        Assert.Equal("2024-08-09T00:00:00.000001Z", new Timestamp(1_723_161_600_000_001).ToString());

    [Fact]
    public void It_comes_back_from_a_date_in_any_zone()
    {
        var time = new DateTimeOffset(2024, 8, 9, 2, 0, 0, TimeSpan.FromHours(2)).AddMicroseconds(7);
        Assert.Equal(1_723_161_600_000_007, Timestamp.From(time).Microseconds);
        Assert.Equal(time, Timestamp.From(time).ToDateTimeOffset());
    }

    [Theory]
    [InlineData(1_999, 1)]
    [InlineData(-1, -1)]
    [InlineData(-1_000, -1)]
    [InlineData(-1_001, -2)]
    public void Milliseconds_are_cut_towards_the_past(long microseconds, long milliseconds) =>
        Assert.Equal(milliseconds, new Timestamp(microseconds).UnixMilliseconds);

    [Fact]
    public void Milliseconds_that_do_not_fit_are_an_error() =>
        Assert.Throws<OverflowException>(() => Timestamp.FromUnixMilliseconds(long.MaxValue));
}
