namespace CryptoGrains.Market.Tests;

public sealed class KlineIntervalTests
{
    [Fact]
    public void All_intervals_that_are_served_are_among_them()
    {
        foreach (var interval in Intervals.All)
            Assert.Equal(interval.Length(), KlineInterval.Find(interval.Name())?.Length);

        Assert.Equal(KlineInterval.All.Order(Comparer<KlineInterval>.Create((left, right) => left.Length.CompareTo(right.Length))), KlineInterval.All);
        Assert.All(KlineInterval.All, interval => Assert.Same(interval, KlineInterval.Find(interval.Length)));
        Assert.Null(KlineInterval.Find("1M"));
        Assert.Null(KlineInterval.Find(TimeSpan.FromDays(30)));
    }

    [Theory]
    [InlineData("1w", "2024-12-30T00:00:00Z", true)]
    [InlineData("1w", "2024-12-31T00:00:00Z", false)]
    [InlineData("1w", "1969-12-29T00:00:00Z", true)]
    [InlineData("3d", "2017-08-17T00:00:00Z", true)]
    [InlineData("3d", "2024-12-30T00:00:00Z", true)]
    [InlineData("3d", "2024-12-30T01:00:00Z", false)]
    [InlineData("6h", "2024-12-30T18:00:00Z", true)]
    [InlineData("6h", "2024-12-30T17:00:00Z", false)]
    [InlineData("1s", "2024-12-30T17:00:01Z", true)]
    public void A_candle_begins_at_multiples_of_its_length_and_a_week_on_Monday(string name, string time, bool begins) =>
        Assert.Equal(begins, KlineInterval.Find(name)!.IsOpenTime(Timestamp.From(DateTimeOffset.Parse(time, provider: null))));
}
