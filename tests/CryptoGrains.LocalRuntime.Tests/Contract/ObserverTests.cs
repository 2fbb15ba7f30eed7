using System.Runtime.CompilerServices;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class ObserverTests(ClusterFixture cluster) : ClusterTests(cluster)
{
    [Fact]
    public async Task A_grain_calls_an_observer_that_it_keeps()
    {
        var listener = new Listener(Journal);
        var reference = Cluster.Grains.CreateObjectReference<IListener>(listener);
        var grain = Grain<ISpeakerGrain>();
        await grain.AddAsync(reference).Soon();

        await grain.SayAsync("one").Soon();
        await grain.SayAsync("two").Soon();
        await grain.MumbleAsync("three").Soon();

        await Journal.Seen("three").Soon();
        Assert.Equal(["one", "two", "three"], Journal.Entries);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task References_to_one_object_are_equal_however_they_came()
    {
        var listener = new Listener(Journal);
        var reference = Cluster.Grains.CreateObjectReference<IListener>(listener);
        var grain = Grain<ISpeakerGrain>();

        Assert.True(await grain.AddAsync(reference).Soon());
        Assert.False(await grain.AddAsync(reference).Soon());
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task What_an_observer_throws_comes_back_to_the_grain()
    {
        var listener = new Listener(Journal);
        var grain = Grain<ISpeakerGrain>();
        await grain.AddAsync(Cluster.Grains.CreateObjectReference<IListener>(listener)).Soon();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.SayAsync("throw").Soon());

        Assert.Equal("Unheard of.", failure.Message);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_that_was_deleted_is_called_no_more()
    {
        var listener = new Listener(Journal);
        var reference = Cluster.Grains.CreateObjectReference<IListener>(listener);
        var grain = Grain<ISpeakerGrain>();
        await grain.AddAsync(reference).Soon();
        await grain.SayAsync("before").Soon();

        Cluster.Grains.DeleteObjectReference<IListener>(reference);

        await Assert.ThrowsAnyAsync<Exception>(() => grain.SayAsync("after").Soon());
        await grain.MumbleAsync("after").Soon();
        Assert.Equal(["before"], Journal.Entries);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_that_nobody_keeps_vanishes()
    {
        var grain = Grain<ISpeakerGrain>();
        var (reference, listener) = MakeUnkept();
        await grain.AddAsync(reference).Soon();

        for (var i = 0; i < 100 && listener.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        Assert.False(listener.IsAlive, "The object should have been collected: the runtime is to hold it weakly.");
        await Assert.ThrowsAnyAsync<Exception>(() => grain.SayAsync("word").Soon());
        await grain.MumbleAsync("word").Soon();
    }

    [Fact]
    public void A_reference_is_deleted_once()
    {
        var listener = new Listener(Journal);
        var reference = Cluster.Grains.CreateObjectReference<IListener>(listener);
        Cluster.Grains.DeleteObjectReference<IListener>(reference);

        Assert.Throws<ArgumentException>(() => Cluster.Grains.DeleteObjectReference<IListener>(reference));
        Assert.Throws<ArgumentException>(() => Cluster.Grains.DeleteObjectReference<IListener>(listener));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (IListener Reference, WeakReference Listener) MakeUnkept()
    {
        var listener = new Listener(Journal);
        return (Cluster.Grains.CreateObjectReference<IListener>(listener), new WeakReference(listener));
    }
}
