namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class TimerTests(ClusterFixture cluster) : ClusterTests(cluster)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_timer_ticks_again_and_again_on_the_activations_scheduler()
    {
        await Grain<ITimerGrain>().StartAsync(Period, Period, interleave: false, keepAlive: false).Soon();

        await Cluster.PassUntilAsync(Journal.Seen("tick", 3), "three ticks");

        Assert.Equal(0, Journal.Count("tick elsewhere"));
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        await Grain<ITimerGrain>().StartAsync(Period, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false).Soon();

        await Cluster.PassUntilAsync(Journal.Seen("tick"), "the tick");
        await PassAndSettleAsync();

        Assert.Equal(1, Journal.Count("tick"));
    }

    [Fact]
    public async Task A_tick_is_a_turn_and_waits_for_the_call_before_it()
    {
        var grain = Grain<ITimerGrain>();
        await grain.StartAsync(Period, Period, interleave: false, keepAlive: false).Soon();
        var hold = grain.HoldAsync();
        await Journal.Seen("held").Soon();
        var before = Journal.Count("tick");

        await PassAndSettleAsync();
        Assert.Equal(before, Journal.Count("tick"));

        Journal.OpenGate();
        await hold.Soon();
        await Cluster.PassUntilAsync(Journal.Seen("tick", before + 1), "a tick after the call");
    }

    [Fact]
    public async Task An_interleaving_tick_comes_while_a_call_awaits()
    {
        var grain = Grain<ITimerGrain>();
        await grain.StartAsync(Period, Period, interleave: true, keepAlive: false).Soon();
        var hold = grain.HoldAsync();
        await Journal.Seen("held").Soon();

        await Cluster.PassUntilAsync(Journal.Seen("tick", 2), "ticks during a call");

        Assert.False(hold.IsCompleted);
        Journal.OpenGate();
        await hold.Soon();
    }

    [Fact]
    public async Task Ticks_of_a_timer_never_overlap()
    {
        await Grain<ITimerGrain>().StartHeldAsync(Period).Soon();
        await Cluster.PassUntilAsync(Journal.Seen("tick"), "the first tick");

        await PassAndSettleAsync();
        Assert.Equal(["tick"], Journal.Entries);

        Journal.OpenGate();
        await Cluster.PassUntilAsync(Journal.Seen("tick", 2), "the second tick");
        Assert.Equal(["tick", "ticked", "tick"], Journal.Entries.Take(3));
    }

    [Fact]
    public async Task After_a_tick_that_throws_the_next_one_comes()
    {
        await Grain<ITimerGrain>().StartThrowingAsync(Period).Soon();

        await Cluster.PassUntilAsync(Journal.Seen("tick", 3), "three ticks");
    }

    [Fact]
    public async Task A_timer_can_be_set_anew()
    {
        var grain = Grain<ITimerGrain>();
        await grain.StartAsync(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false).Soon();
        await PassAndSettleAsync();
        Assert.Equal(0, Journal.Count("tick"));

        await grain.ChangeAsync(Period, Period).Soon();

        await Cluster.PassUntilAsync(Journal.Seen("tick", 2), "ticks of the changed timer");
    }

    [Fact]
    public async Task A_disposed_timer_cancels_its_tick_and_ticks_no_more()
    {
        var grain = Grain<ITimerGrain>();
        await grain.StartHeldAsync(Period).Soon();
        await Cluster.PassUntilAsync(Journal.Seen("tick"), "the first tick");

        await grain.DisposeTimerAsync().Soon();
        Journal.OpenGate();
        await Journal.Seen("ticked").Soon();
        await PassAndSettleAsync();

        Assert.Equal(["tick", "tick cancelled", "ticked"], Journal.Entries);
    }

    [Fact]
    public async Task Timers_end_with_the_activation()
    {
        var grain = Grain<ITimerGrain>();
        await grain.StartAsync(TimeSpan.Zero, Period, interleave: false, keepAlive: true).Soon();
        await Cluster.PassUntilAsync(Journal.Seen("tick"), "the first tick");

        await grain.EndAsync().Soon();
        await Journal.Seen("deactivated").Soon();
        await PassAndSettleAsync();

        Assert.Equal(["cancelled", "deactivated"], Journal.Entries.TakeLast(2));
    }

    [Fact]
    public async Task Ticks_alone_do_not_keep_a_grain_alive()
    {
        await Grain<ITimerGrain>().StartAsync(Period, Period, interleave: false, keepAlive: false).Soon();

        await Cluster.PassUntilAsync(Journal.Seen("deactivated"), "the deactivation of an idle grain");
    }

    [Fact]
    public async Task Ticks_that_are_meant_to_keep_a_grain_alive_do()
    {
        var idle = Cluster.Grains.GetGrain<ITimerGrain>(Key + "-idle");
        await Grain<ITimerGrain>().StartAsync(Period, Period, interleave: false, keepAlive: true).Soon();

        for (var idleness = 1; idleness <= 2; idleness++)
        {
            await idle.SettleAsync().Soon();
            var ended = Journal.Of(Key + "-idle").Seen("deactivated", idleness);
            await Cluster.PassUntilAsync(ended, "the deactivation of the idle grain beside it");
        }

        Assert.Equal(0, Journal.Count("deactivated"));
    }

    private async Task PassAndSettleAsync()
    {
        await Cluster.PassAsync(Period * 3);
        await Grain<ITimerGrain>().SettleAsync().Soon();
    }
}
