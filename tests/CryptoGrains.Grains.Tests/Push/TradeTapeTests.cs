using CryptoGrains.Grains.Push;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Push;

public sealed class TradeTapeTests
{
    [Fact]
    public void The_newest_stay_and_the_others_are_counted()
    {
        var tape = new TradeTape(limit: 2);
        for (var id = 1; id <= 5; id++)
            tape.Add(Trade(id, id));

        Assert.Equal([4, 5], tape.Show().Select(trade => trade.Id));
        var (trades, skipped) = tape.Take();
        Assert.Equal([4, 5], trades.Select(trade => trade.Id));
        Assert.Equal(3, skipped);
        Assert.Empty(tape.Show());
        Assert.Equal(0, tape.Take().Skipped);
    }
}
