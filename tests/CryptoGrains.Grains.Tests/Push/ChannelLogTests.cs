using CryptoGrains.Grains.Push;

namespace CryptoGrains.Grains.Tests.Push;

public sealed class ChannelLogTests
{
    private readonly ChannelLog _log = new("epoch", limit: 3);

    [Fact]
    public void Messages_are_numbered_from_one() =>
        Assert.Equal([1, 2], new[] { Append(), Append() }.Select(message => message.Offset));

    [Theory]
    [InlineData(5, new long[0])]
    [InlineData(4, new long[] { 5 })]
    [InlineData(2, new long[] { 3, 4, 5 })]
    public void Who_missed_no_more_than_is_kept_gets_all_of_it(long offset, long[] missed)
    {
        AppendFive();
        Assert.Equal(missed, _log.Since("epoch", offset)!.Value.Select(message => message.Offset));
    }

    [Theory]
    [InlineData("epoch", 1)]
    [InlineData("epoch", 6)]
    [InlineData("epoch", -1)]
    [InlineData("another", 4)]
    [InlineData(null, 0)]
    public void Otherwise_there_is_no_recovery_and_never_a_part_of_one(string? epoch, long offset)
    {
        AppendFive();
        Assert.Null(_log.Since(epoch, offset));
    }

    [Fact]
    public void Large_messages_are_kept_for_a_shorter_while()
    {
        var log = new ChannelLog("epoch", limit: 1_000);
        var payload = new ChannelPayload { Trades = [.. Enumerable.Range(0, 100).Select(i => Sample.Trade(i, i))] };
        for (var i = 0; i < 200; i++)
            log.Append(payload);

        Assert.Equal(99, log.Since("epoch", 101)!.Value.Length);
        Assert.Null(log.Since("epoch", 100));
    }

    private ChannelMessage Append() => _log.Append(new ChannelPayload());

    private void AppendFive()
    {
        for (var i = 0; i < 5; i++)
            Append();
    }
}
