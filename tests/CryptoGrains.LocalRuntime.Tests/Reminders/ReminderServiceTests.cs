using CryptoGrains.LocalRuntime.Tests.Contract;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class ReminderServiceTests
{
    [Fact]
    public async Task A_reminder_waits_longer_than_a_timer_can()
    {
        var key = Guid.NewGuid().ToString("N");
        await using var runtime = await LocalRuntime.StartAsync();
        var year = TimeSpan.FromDays(365);
        await runtime.Grains.GetGrain<IReminderGrain>(key).SetAsync("yearly", year, year).Soon();

        runtime.Time.Advance(TimeSpan.FromDays(364));
        Assert.Equal(0, Journal.Of(key).Count("yearly"));
        runtime.Time.Advance(TimeSpan.FromDays(1));

        await Journal.Of(key).Seen("yearly").Soon();
    }

    [Fact]
    public async Task Ticks_missed_while_the_process_was_down_are_left_out()
    {
        var key = Guid.NewGuid().ToString("N");
        using var folder = new TemporaryFolder();
        var start = await LocalRuntime.StartAsync(options => options.StateFolder = folder.Path);
        await start.Grains.GetGrain<IReminderGrain>(key).SetAsync("hourly", TimeSpan.FromHours(1), TimeSpan.FromHours(1)).Soon();
        await start.DisposeAsync();

        // The clock of the new process stands where that of the old one began; the reminder is due an hour on.
        await using var again = await LocalRuntime.StartAsync(options => options.StateFolder = folder.Path);
        again.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, Journal.Of(key).Count("hourly"));
        again.Time.Advance(TimeSpan.FromMinutes(1));
        await Journal.Of(key).Seen("hourly").Soon();
    }

    [Fact]
    public async Task A_reminder_of_a_grain_class_that_is_gone_is_passed_over_with_a_warning()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await LocalRuntime.StartAsync(options => options.StateFolder = folder.Path))
        {
            var entry = new ReminderEntry("GoneGrain", "key", "wake", DateTime.UnixEpoch, TimeSpan.FromHours(1));
            var table = StateSerializer.Write(new ReminderTable { Entries = [entry] });
            await before.Runtime.Store.WriteAsync(new StateKey("$runtime", "reminders", "table"), table, 0);
        }

        await using var after = await LocalRuntime.StartAsync(options => options.StateFolder = folder.Path);

        Assert.Contains(after.Log.Lines, line => line.Text.Contains("GoneGrain 'key'", StringComparison.Ordinal));
    }
}
