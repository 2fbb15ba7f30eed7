namespace CryptoGrains.LocalRuntime.Tests;

public sealed class ReminderEntryTests
{
    private static readonly DateTime First = new(2024, 8, 9, 1, 0, 0, DateTimeKind.Utc);
    private static readonly ReminderEntry Hourly = new("BatchGrain", "nightly", "rebuild", First, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(-600, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 60)]
    [InlineData(59, 60)]
    [InlineData(60, 60)]
    [InlineData(61, 120)]
    [InlineData(600_001, 600_060)]
    public void Ticks_fall_on_the_first_and_every_period_after_it_however_long_the_process_was_down(int now, int next) =>
        Assert.Equal(First.AddMinutes(next), Hourly.NextTick(First.AddMinutes(now)));
}
