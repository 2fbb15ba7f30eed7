using CryptoGrains.Gateway.Metrics;

namespace CryptoGrains.Gateway.Rest;

/// <summary>Candle pages in the bytes they are sent in.</summary>
internal sealed class PageCache(GatewayOptions options, GatewayMeter meter)
    : BodyCache<PageKey, CachedPage>(options.PageCacheBytes, page => page.Body, meter, "page_cache", "candle pages");
