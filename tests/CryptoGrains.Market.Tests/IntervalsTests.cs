namespace CryptoGrains.Market.Tests;

public sealed class IntervalsTests
{
    [Fact]
    public void Names_are_read_back_and_nothing_else_is()
    {
        foreach (var interval in Intervals.All)
        {
            Assert.True(Intervals.TryParse(interval.Name(), out var read));
            Assert.Equal(interval, read);
        }

        Assert.False(Intervals.TryParse("1M", out _));
        Assert.False(Intervals.TryParse("2m", out _));
        Assert.False(Intervals.TryParse(null, out _));
    }

    [Theory]
    [InlineData("2024-08-09T13:37:42.5Z", Interval.OneMinute, "2024-08-09T13:37:00Z")]
    [InlineData("2024-08-09T13:37:42.5Z", Interval.FifteenMinutes, "2024-08-09T13:30:00Z")]
    [InlineData("2024-08-09T13:37:42.5Z", Interval.FourHours, "2024-08-09T12:00:00Z")]
    [InlineData("2024-08-09T13:37:42.5Z", Interval.OneDay, "2024-08-09T00:00:00Z")]
    [InlineData("2024-08-09T00:00:00Z", Interval.OneDay, "2024-08-09T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999999Z", Interval.OneHour, "1969-12-31T23:00:00Z")]
    public void A_candle_opens_on_the_epochs_grid(string time, Interval interval, string open) =>
        Assert.Equal(At(open), interval.OpenOf(At(time)));

    [Fact]
    public void Each_length_is_a_whole_multiple_of_the_one_before()
    {
        foreach (var (shorter, longer) in Intervals.All.Zip(Intervals.All.Skip(1)))
            Assert.Equal(0, longer.Length().Ticks % shorter.Length().Ticks);
    }

    private static Timestamp At(string text) => Timestamp.From(DateTimeOffset.Parse(text));
}
