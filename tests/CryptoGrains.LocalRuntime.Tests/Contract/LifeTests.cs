namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class LifeTests(ClusterFixture cluster) : ClusterTests(cluster)
{
    [Fact]
    public async Task The_first_call_activates_and_all_that_come_with_it_find_one_activation()
    {
        var grain = Grain<ILifeGrain>();
        Assert.Empty(Journal.Entries);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.ActivationAsync())).Soon();

        Assert.All(answers, activation => Assert.Equal(1, activation));
        Assert.Equal(["activated"], Journal.Entries);
    }

    [Fact]
    public async Task A_service_that_a_grain_can_do_without_need_not_be_there() =>
        Assert.Equal((true, false), await Grain<ILifeGrain>().ServicesAsync().Soon());

    [Fact]
    public async Task A_grain_that_asks_to_end_is_deactivated_and_the_next_call_activates_another()
    {
        var grain = Grain<ILifeGrain>();

        Assert.Equal(1, await grain.EndAsync().Soon());
        await Journal.Seen("deactivated: ApplicationRequested").Soon();

        Assert.Equal(2, await grain.ActivationAsync().Soon());
    }

    [Fact]
    public async Task Calls_that_wait_while_a_grain_ends_go_to_the_next_activation()
    {
        var grain = Grain<ILifeGrain>();
        var hold = grain.HoldAndEndAsync();
        await Journal.Seen("held").Soon();
        var waiting = grain.ActivationAsync();

        Journal.OpenGate();

        Assert.Equal(1, await hold.Soon());
        Assert.Equal(2, await waiting.Soon());
        Assert.Equal(["activated", "held", "deactivated: ApplicationRequested", "activated"], Journal.Entries);
    }

    [Fact]
    public async Task A_grain_that_nobody_calls_is_deactivated()
    {
        var grain = Grain<ILifeGrain>();
        Assert.Equal(1, await grain.ActivationAsync().Soon());

        await Cluster.PassUntilAsync(Journal.Seen("deactivated: ActivationIdle"), "the deactivation of an idle grain");

        Assert.Equal(2, await grain.ActivationAsync().Soon());
    }

    [Fact]
    public async Task A_failing_activation_fails_the_call_and_the_next_call_tries_again()
    {
        var grain = Grain<IFailingGrain>();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.HelloAsync().Soon());
        Assert.Equal("Not the first time.", failure.Message);

        Assert.Equal("hello", await grain.HelloAsync().Soon());
        Assert.Equal(["tried", "tried"], Journal.Entries);
    }

    [Fact]
    public async Task A_grain_knows_its_key_and_hands_out_references_to_itself()
    {
        var grain = Grain<ILifeGrain>();
        var other = Cluster.Grains.GetGrain<ILifeGrain>(Key + "-other");

        Assert.Equal(Key, await grain.KeyAsync().Soon());
        Assert.Equal(Key, grain.GetPrimaryKeyString());
        Assert.Equal(grain, await grain.SelfAsync().Soon());
        Assert.NotEqual(grain, other);
        Assert.Equal($"{Key} {Key}", await other.KeyOfAsync(await grain.SelfAsync()).Soon());
    }

    [Fact]
    public async Task However_often_a_grain_ends_under_load_no_call_is_lost_or_run_twice_and_no_two_activations_meet()
    {
        const int Grains = 8, Callers = 10, Calls = 50;
        var keys = Enumerable.Range(0, Grains).Select(i => $"{Key}-{i}").ToList();

        await Task.WhenAll(keys.SelectMany(key => Enumerable.Range(0, Callers).Select(async caller =>
        {
            var grain = Cluster.Grains.GetGrain<IChurnGrain>(key);
            for (var call = 0; call < Calls; call++)
                await grain.CountAsync(end: (caller + call) % 10 == 0);
        }))).Soon();

        foreach (var key in keys)
        {
            Assert.Equal((Callers * Calls) + 1, await Cluster.Grains.GetGrain<IChurnGrain>(key).CountAsync(end: false).Soon());
            Assert.Equal(0, Journal.Of(key).Count("two at a time"));
            Assert.True(Journal.Of(key).Count("activated") > 10);
        }
    }
}
