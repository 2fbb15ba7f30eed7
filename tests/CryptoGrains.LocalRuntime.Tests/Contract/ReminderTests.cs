namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class ReminderTests(ClusterFixture cluster) : ClusterTests(cluster)
{
    [Fact]
    public async Task A_reminder_comes_again_and_again()
    {
        await Grain<IReminderGrain>().SetAsync("wake", TimeSpan.Zero, Cluster.ReminderPeriod).Soon();

        await Cluster.PassUntilAsync(Journal.Seen("wake", 3), "three ticks of a reminder");

        Assert.Equal(0, Journal.Count("early wake"));
    }

    [Fact]
    public async Task A_reminder_activates_its_grain()
    {
        var grain = Grain<IReminderGrain>();
        await grain.SetAsync("wake", Cluster.ReminderPeriod, Cluster.ReminderPeriod).Soon();
        await grain.EndAsync().Soon();
        await Journal.Seen("deactivated").Soon();

        await Cluster.PassUntilAsync(Journal.Seen("wake"), "the tick of a reminder");

        Assert.True(Journal.Count("activated") >= 2);
    }

    [Fact]
    public async Task A_reminder_survives_a_restart()
    {
        await Grain<IReminderGrain>().SetAsync("wake", TimeSpan.Zero, Cluster.ReminderPeriod).Soon();

        await Cluster.RestartAsync();

        var ticks = Journal.Count("wake");
        await Cluster.PassUntilAsync(Journal.Seen("wake", ticks + 1), "the tick of a reminder after a restart");
        Assert.True(await Grain<IReminderGrain>().IsSetAsync("wake").Soon());
    }

    [Fact]
    public async Task A_reminder_that_is_unset_comes_no_more()
    {
        var grain = Grain<IReminderGrain>();
        await grain.SetAsync("wake", Cluster.ReminderPeriod * 2, Cluster.ReminderPeriod).Soon();
        await grain.SetAsync("stay", Cluster.ReminderPeriod * 2, Cluster.ReminderPeriod).Soon();

        await grain.UnsetAsync("wake").Soon();
        Assert.False(await grain.IsSetAsync("wake").Soon());

        await Cluster.PassUntilAsync(Journal.Seen("stay", 2), "two ticks of the reminder that stayed");
        Assert.Equal(0, Journal.Count("wake"));
    }

    [Fact]
    public async Task Setting_a_reminder_again_replaces_it()
    {
        var grain = Grain<IReminderGrain>();
        await grain.SetAsync("wake", Cluster.ReminderPeriod * 1000, Cluster.ReminderPeriod * 1000).Soon();

        await grain.SetAsync("wake", TimeSpan.Zero, Cluster.ReminderPeriod).Soon();

        await Cluster.PassUntilAsync(Journal.Seen("wake"), "the tick of a reminder set anew");
    }

    [Fact]
    public async Task A_period_that_is_too_short_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Grain<IReminderGrain>().SetAsync("wake", TimeSpan.Zero, Cluster.ReminderPeriod / 2).Soon());
}
