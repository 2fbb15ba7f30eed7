namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class TurnTests(ClusterFixture cluster) : ClusterTests(cluster)
{
    [Fact]
    public async Task Calls_that_await_in_the_middle_never_overlap()
    {
        var grain = Grain<ITurnGrain>();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => grain.WorkAsync())).Soon();

        Assert.Equal((200, 0), await grain.CountAsync());
    }

    [Fact]
    public async Task What_is_awaited_comes_back_to_the_activations_own_scheduler() =>
        Assert.True(await Grain<ITurnGrain>().StaysOnItsSchedulerAsync().Soon());

    [Fact]
    public async Task A_call_waits_until_the_one_before_it_is_done()
    {
        var grain = Grain<ITurnGrain>();
        var hold = grain.HoldAsync();
        await Journal.Seen("held").Soon();

        var ping = grain.PingAsync();
        await grain.InterleaveAsync().Soon();
        Journal.OpenGate();
        await Task.WhenAll(hold, ping).Soon();

        Assert.Equal(["held", "interleaved", "released", "pinged"], Journal.Entries);
    }

    [Fact]
    public async Task Another_grain_does_not_wait()
    {
        var hold = Grain<ITurnGrain>().HoldAsync();
        await Journal.Seen("held").Soon();

        await Cluster.Grains.GetGrain<ITurnGrain>(Key + "-other").PingAsync().Soon();

        Assert.False(hold.IsCompleted);
        Journal.OpenGate();
        await hold.Soon();
    }

    [Fact]
    public async Task Reading_calls_interleave_with_one_another_but_not_with_others()
    {
        var grain = Grain<ITurnGrain>();
        var reads = new[] { grain.HoldReadingAsync(), grain.HoldReadingAsync() };
        await Journal.Seen("read", 2).Soon();

        var ping = grain.PingAsync();
        await grain.InterleaveAsync().Soon();
        Journal.OpenGate();
        await Task.WhenAll([.. reads, ping]).Soon();

        Assert.Equal(["read", "read", "interleaved", "released"], Journal.Entries.Take(4));
    }

    [Fact]
    public async Task A_reentrant_grain_answers_while_it_awaits()
    {
        var grain = Grain<IReentrantGrain>();
        var hold = grain.HoldAsync();
        await Journal.Seen("held").Soon();

        await grain.PingAsync().Soon();
        Journal.OpenGate();
        await hold.Soon();

        Assert.Equal(["held", "pinged", "released"], Journal.Entries);
    }

    [Fact]
    public async Task A_reentrant_grain_still_runs_one_turn_at_a_time()
    {
        var grain = Grain<IReentrantGrain>();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.WorkAsync())).Soon();

        Assert.Equal((2_000, 0), await grain.CountAsync());
    }

    [Fact]
    public async Task A_one_way_call_returns_before_it_is_done()
    {
        var grain = Grain<ITurnGrain>();

        await grain.HoldUnheardAsync().Soon();
        await Journal.Seen("held").Soon();
        Assert.Equal(0, Journal.Count("released"));

        Journal.OpenGate();
        await Journal.Seen("released").Soon();
    }

    [Fact]
    public async Task A_one_way_call_that_throws_is_not_heard_of()
    {
        var grain = Grain<ITurnGrain>();

        await grain.ThrowUnheardAsync().Soon();
        await Journal.Seen("threw").Soon();

        await grain.PingAsync().Soon();
        Assert.Equal(["threw", "pinged"], Journal.Entries);
    }
}
