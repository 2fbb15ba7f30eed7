using System.Collections.Frozen;
using System.Collections.Immutable;
using CryptoGrains.LocalRuntime.Tests.Contract;
using CryptoGrains.Market;
using Orleans.Concurrency;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class IsolationTests
{
    public interface ITakesAList : IGrainObserver
    {
        Task TakeAsync(int number, List<int> list);
    }

    public interface IReturnsAnArray : IGrainObserver
    {
        Task<byte[]> ReturnAsync();
    }

    public interface IReturnsNoTask : IGrainObserver
    {
        int Return();
    }

    public interface IIsGeneric : IGrainObserver
    {
        Task TakeAsync<T>(T value);
    }

    public interface IIsOneWayWithResult : IGrainObserver
    {
        [OneWay]
        Task<int> ReturnAsync();
    }

    public interface IHasTheAuthorsWord : IGrainObserver
    {
        Task TakeAsync([Immutable] ReadOnlyMemory<Trade> trades);
    }

    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(string))]
    [InlineData(typeof(decimal))]
    [InlineData(typeof(DateTimeOffset))]
    [InlineData(typeof(Guid))]
    [InlineData(typeof(long?))]
    [InlineData(typeof(DayOfWeek))]
    [InlineData(typeof((int, string)))]
    [InlineData(typeof(Instrument))]
    [InlineData(typeof(Timestamp))]
    [InlineData(typeof(Trade))]
    [InlineData(typeof(Candle?))]
    [InlineData(typeof(ImmutableArray<Trade>))]
    [InlineData(typeof(ImmutableDictionary<Interval, ImmutableArray<Candle>>))]
    [InlineData(typeof(FrozenSet<string>))]
    [InlineData(typeof(ITurnGrain))]
    [InlineData(typeof(IListener))]
    [InlineData(typeof(Marked))]
    public void Immutable_types_may_be_passed(Type type) => Assert.True(Isolation.IsImmutable(type));

    [Theory]
    [InlineData(typeof(byte[]))]
    [InlineData(typeof(List<int>))]
    [InlineData(typeof(IReadOnlyList<int>))]
    [InlineData(typeof(ReadOnlyMemory<byte>))]
    [InlineData(typeof((int, byte[])))]
    [InlineData(typeof(ImmutableArray<byte[]>))]
    [InlineData(typeof(ImmutableArray<int>.Builder))]
    [InlineData(typeof(object))]
    [InlineData(typeof(Unmarked))]
    [InlineData(typeof(CancellationToken))]
    public void Others_may_not(Type type) => Assert.False(Isolation.IsImmutable(type));

    [Fact]
    public async Task A_reference_is_not_made_for_an_interface_that_would_share_what_can_change()
    {
        await using var runtime = await LocalRuntime.StartAsync();

        string Refusal(Type type) =>
            Assert.Throws<NotSupportedException>(() => new GrainInterface(type, runtime.Runtime)).Message;

        Assert.Contains("TakeAsync takes 'list' of type System", Refusal(typeof(ITakesAList)), StringComparison.Ordinal);
        Assert.Contains("ReturnAsync returns System.Byte[]", Refusal(typeof(IReturnsAnArray)), StringComparison.Ordinal);
        Assert.Contains("returns Task or ValueTask", Refusal(typeof(IReturnsNoTask)), StringComparison.Ordinal);
        Assert.Contains("is generic", Refusal(typeof(IIsGeneric)), StringComparison.Ordinal);
        Assert.Contains("is [OneWay]", Refusal(typeof(IIsOneWayWithResult)), StringComparison.Ordinal);
        Assert.Equal(typeof(IHasTheAuthorsWord), new GrainInterface(typeof(IHasTheAuthorsWord), runtime.Runtime).Type);
    }

    [Fact]
    public async Task An_observer_itself_is_not_passed_in_place_of_its_reference()
    {
        await using var runtime = await LocalRuntime.StartAsync();
        var grain = runtime.Grains.GetGrain<ISpeakerGrain>("speaker");

        var listener = new Listener(Journal.Of("nobody"));
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => grain.AddAsync(listener).Soon());

        Assert.Contains("not a reference to it", refusal.Message, StringComparison.Ordinal);
    }

    [Immutable]
    private sealed record Marked(string Name);

    private sealed record Unmarked(string Name);
}
