using CryptoGrains.LocalRuntime.Tests.Contract;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class ActivationTests
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private Journal Journal => Journal.Of(_key);

    [Fact]
    public async Task A_full_mailbox_refuses_calls_with_a_sentence_and_counts_them()
    {
        await using var runtime = await LocalRuntime.StartAsync(options => options.MaxCallsPerActivation = 3);
        var grain = runtime.Grains.GetGrain<ITurnGrain>(_key);
        var held = Enumerable.Range(0, 3).Select(_ => grain.HoldAsync()).ToArray();
        await Journal.Seen("held").Soon();

        var refusal = await Assert.ThrowsAsync<LimitExceededException>(() => grain.PingAsync().Soon());
        await Assert.ThrowsAsync<LimitExceededException>(() => grain.InterleaveAsync().Soon());

        Assert.Contains($"TurnGrain '{_key}' holds 3 calls", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, runtime.Count("mailbox_rejections"));
        Journal.OpenGate();
        await Task.WhenAll(held).Soon();
        await grain.PingAsync().Soon();
    }

    [Fact]
    public async Task A_call_that_timed_out_before_its_turn_is_not_run()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        var grain = runtime.Grains.GetGrain<ITurnGrain>(_key);
        var hold = grain.HoldAsync();
        await Journal.Seen("held").Soon();
        var ping = grain.PingAsync();

        runtime.Time.Advance(TimeSpan.FromSeconds(31));
        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => ping.Soon());
        await Assert.ThrowsAsync<TimeoutException>(() => hold.Soon());
        Journal.OpenGate();
        await Journal.Seen("released").Soon();
        await grain.InterleaveAsync().Soon();

        Assert.Contains("ITurnGrain.PingAsync within 00:00:30", timeout.Message, StringComparison.Ordinal);
        Assert.Equal(2, runtime.Count("call_timeouts"));
        Assert.Equal(["held", "released", "interleaved"], Journal.Entries);
    }

    [Fact]
    public async Task Stopping_waits_for_the_calls_that_were_accepted()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        var grain = runtime.Grains.GetGrain<ITurnGrain>(_key);
        var hold = grain.HoldAsync();
        var ping = grain.PingAsync();
        await Journal.Seen("held").Soon();

        var stop = runtime.StopAsync(CancellationToken.None);
        Assert.False(stop.IsCompleted);
        Journal.OpenGate();

        await Task.WhenAll(stop, hold, ping).Soon();
        Assert.Equal(["held", "released", "pinged"], Journal.Entries);
        Assert.Equal(0, runtime.Count("activations"));
    }

    [Fact]
    public async Task Stopping_refuses_new_activations()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        await runtime.StopAsync(CancellationToken.None);

        var grain = runtime.Grains.GetGrain<ITurnGrain>(_key);
        var refusal = await Assert.ThrowsAsync<OrleansException>(() => grain.PingAsync().Soon());

        Assert.Contains("has not run", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_gives_up_when_the_hosts_patience_ends_and_says_what_was_left()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        var hold = runtime.Grains.GetGrain<ITurnGrain>(_key).HoldAsync();
        await Journal.Seen("held").Soon();

        await runtime.StopAsync(new CancellationToken(canceled: true)).Soon();

        Assert.Contains(runtime.Log.Lines, line => line.Text.StartsWith("1 of 1 grains had not ended", StringComparison.Ordinal));
        Journal.OpenGate();
        await hold.Soon();
    }

    [Fact]
    public async Task The_callers_context_does_not_flow_into_the_grain()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        ContextGrain.Ambient.Value = "the caller's";

        Assert.Null(await runtime.Grains.GetGrain<IContextGrain>(_key).AmbientAsync().Soon());
    }

    [Fact]
    public async Task A_grain_gets_services_by_its_constructor()
    {
        await using var runtime = await LocalRuntime.StartAsync();

        Assert.Equal(runtime.Time.GetUtcNow(), await runtime.Grains.GetGrain<IContextGrain>(_key).NowAsync().Soon());
    }

    [Fact]
    public async Task Activations_calls_and_failures_are_counted()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        var grain = runtime.Grains.GetGrain<IFailingGrain>(_key);
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.HelloAsync().Soon());
        await grain.HelloAsync().Soon();

        Assert.Equal((2, 1, 1), (runtime.Count("calls"), runtime.Count("activation_failures"), runtime.Count("activations")));
    }
}
