using CryptoGrains.Gateway.Metrics;
using CryptoGrains.Gateway.Rest;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.Market;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Tests.Rest;

public sealed class PageCacheTests : IDisposable
{
    private const int PageBytes = 10_000;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly PageCache _cache;

    public PageCacheTests() => _cache = new PageCache(
        new GatewayOptions { PageCacheBytes = 3 * (PageBytes + 1_000) }, ActivatorUtilities.CreateInstance<GatewayMeter>(_services));

    public void Dispose() => _services.Dispose();

    [Fact]
    public void The_page_that_was_not_asked_for_longest_makes_room()
    {
        for (var limit = 1; limit <= 3; limit++)
            _cache.Keep(Key(limit), Page());
        Assert.NotNull(_cache.Find(Key(1)));
        _cache.Keep(Key(4), Page());

        Assert.Null(_cache.Find(Key(2)));
        Assert.All([1, 3, 4], limit => Assert.NotNull(_cache.Find(Key(limit))));
        Assert.InRange(_cache.Bytes, 3 * PageBytes, 3 * (PageBytes + 1_000));
    }

    [Fact]
    public void A_newer_page_takes_the_place_of_the_older()
    {
        for (var version = 1; version <= 100; version++)
            _cache.Keep(Key(1), Page(version));

        Assert.Equal(100, _cache.Find(Key(1))!.MadeFrom.Live);
        Assert.InRange(_cache.Bytes, PageBytes, PageBytes + 1_000);
    }

    [Fact]
    public void A_page_larger_than_the_cache_is_not_kept()
    {
        _cache.Keep(Key(1), Page(1, 10 * PageBytes));
        Assert.Null(_cache.Find(Key(1)));
        Assert.Equal(0, _cache.Bytes);
    }

    private static PageKey Key(int limit) =>
        new(Instrument.Parse("BINANCE:BTCUSDT"), new OhlcvRequest(Interval.OneMinute, null, null, limit));

    private static CachedPage Page(long version = 1, int bytes = PageBytes) => new(
        new PageVersion(version, Table: null), IsHistoryAlone: false, new EncodedBody(new byte[bytes], "application/json"), KeptAt: 0);
}
