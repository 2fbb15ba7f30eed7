using CryptoGrains.Analytics.Markets;

namespace CryptoGrains.Analytics.Tests.Markets;

public sealed class MarketRankingTests
{
    private static readonly MarketDay[] Days =
    [
        new(Numbers.Sol, Last: 90, Open: 100, QuoteVolume: 7),
        new(Numbers.Eth, Last: 110, Open: 100, QuoteVolume: 5),
        new(Numbers.Btc, Last: 220, Open: 200, QuoteVolume: 7),
    ];

    [Fact]
    public void The_most_comes_first_and_equal_ones_by_name()
    {
        Assert.Equal([Numbers.Btc, Numbers.Sol, Numbers.Eth], MarketRanking.ByVolume(Days, 10).Select(day => day.Instrument));
        Assert.Equal([Numbers.Btc, Numbers.Eth, Numbers.Sol], MarketRanking.ByChange(Days, 10).Select(day => day.Instrument));
        Assert.Equal([10m, 10m, -10m], MarketRanking.ByChange(Days, 10).Select(day => day.ChangePercent));
    }

    [Fact]
    public void No_more_are_given_than_were_asked_for() => Assert.Equal(Numbers.Btc, Assert.Single(MarketRanking.ByVolume(Days, 1)).Instrument);
}
