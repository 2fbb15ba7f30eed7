namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class ErrorTests(ClusterFixture cluster) : ClusterTests(cluster)
{
    [Fact]
    public async Task An_exception_crosses_the_call_with_its_type_and_message()
    {
        var grain = Grain<IErrorGrain>();

        var atOnce = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.ThrowAsync(ErrorCase.AtOnce).Soon());
        var later = await Assert.ThrowsAsync<ArgumentException>(() => grain.ThrowAsync(ErrorCase.Later).Soon());
        var own = await Assert.ThrowsAsync<OwnException>(() => grain.ThrowAsync(ErrorCase.Own).Soon());

        Assert.Equal(("At once.", "Later.", "Our own."), (atOnce.Message, later.Message, own.Message));
    }

    [Fact]
    public async Task The_grain_lives_on_after_an_exception()
    {
        var grain = Grain<IErrorGrain>();
        await Assert.ThrowsAsync<OwnException>(() => grain.ThrowAsync(ErrorCase.Own).Soon());

        Assert.Equal(42, await grain.AnswerAsync(42));
        await grain.NothingAsync();
    }

    [Fact]
    public async Task A_caller_that_waited_too_long_is_told_so_and_the_call_goes_on()
    {
        var grain = Grain<IErrorGrain>();
        var hold = grain.HoldAsync();
        await Journal.Seen("held").Soon();

        await Cluster.PassUntilAsync(Assert.ThrowsAsync<TimeoutException>(() => hold), "the time-out of a call");
        Assert.Equal(["held"], Journal.Entries);

        Journal.OpenGate();
        await Journal.Seen("done").Soon();
        Assert.Equal(1, await grain.AnswerAsync(1));
    }
}
