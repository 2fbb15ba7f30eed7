using CryptoGrains.Feeds.Border;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Tests.Border;

public sealed class VenueClocksTests
{
    private static readonly Timestamp Midnight = Timestamp.From(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));

    private readonly VenueClocks _clocks = new(TimeSpan.FromSeconds(2));

    [Fact]
    public void A_mark_is_given_when_the_watermark_comes_into_another_minute()
    {
        var feed = _clocks.Announce();
        Assert.Equal([("BINANCE", At(10))], Advance(feed, 10));
        Assert.Empty(Advance(feed, 61));
        Assert.Equal([("BINANCE", At(62))], Advance(feed, 62));
        Assert.Empty(Advance(feed, 30));
    }

    [Fact]
    public void The_feed_that_is_furthest_behind_decides_until_it_is_over()
    {
        var (behind, ahead) = (_clocks.Announce(), _clocks.Announce());
        Assert.Empty(Advance(ahead, 86_400));
        Assert.Equal([("BINANCE", At(10))], Advance(behind, 10));
        Assert.Empty(Advance(ahead, 90_000));
        Assert.Equal([("BINANCE", At(70))], Advance(behind, 70));

        _clocks.End(behind);
        Assert.Equal([("BINANCE", At(90_060))], Advance(ahead, 90_060));
    }

    [Fact]
    public void A_feed_of_another_venue_holds_nobody_back_once_it_has_begun()
    {
        var (one, other) = (_clocks.Announce(), _clocks.Announce());
        Assert.Empty(Advance(one, 10));
        Assert.Equal([("OKX", At(5))], Advance(other, 5, "OKX"));
        Assert.Equal([("BINANCE", At(70))], Advance(one, 70));
    }

    private IEnumerable<(string Venue, Timestamp Time)> Advance(VenueClocks.Source feed, double seconds, string venue = "BINANCE") =>
        _clocks.Advance(feed, [new VenueClock(venue, At(seconds), At(seconds))]);

    private static Timestamp At(double seconds) => Midnight + TimeSpan.FromSeconds(seconds);
}
