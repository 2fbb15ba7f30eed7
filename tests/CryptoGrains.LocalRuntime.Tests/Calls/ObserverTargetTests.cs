using CryptoGrains.LocalRuntime.Tests.Contract;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class ObserverTargetTests
{
    [Fact]
    public async Task An_observer_that_does_not_keep_up_is_bounded()
    {
        await using var runtime = await LocalRuntime.StartAsync(options => options.MaxCallsPerActivation = 2);
        var observer = new SlowListener();
        var reference = runtime.Grains.CreateObjectReference<IListener>(observer);

        var running = reference.HearAsync("one");
        await observer.Begun.Task.Soon();
        var waiting = new[] { reference.HearAsync("two"), reference.HearAsync("three") };

        var refusal = await Assert.ThrowsAsync<LimitExceededException>(() => reference.HearAsync("four").Soon());
        await reference.OverhearAsync("five").Soon();

        Assert.Contains("too slow", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, runtime.Count("mailbox_rejections"));
        observer.Gate.SetResult();
        await Task.WhenAll([running, .. waiting]).Soon();
        Assert.Equal(["one", "two", "three"], observer.Heard);
    }

    [Fact]
    public async Task Calling_a_deleted_observer_fails_at_once()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        var observer = new SlowListener();
        var reference = runtime.Grains.CreateObjectReference<IListener>(observer);
        runtime.Grains.DeleteObjectReference<IListener>(reference);

        var failure = await Assert.ThrowsAsync<ClientNotAvailableException>(() => reference.HearAsync("word").Soon());

        Assert.Contains("SlowListener is gone", failure.Message, StringComparison.Ordinal);
        Assert.Empty(observer.Heard);
    }

    private sealed class SlowListener : IListener
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Heard { get; } = [];

        public async Task HearAsync(string word)
        {
            Begun.TrySetResult();
            await Gate.Task;
            Heard.Add(word);
        }

        public Task OverhearAsync(string word) => HearAsync(word);
    }
}
