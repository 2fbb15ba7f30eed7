using System.Diagnostics.Metrics;
using CryptoGrains.Gateway.Metrics;

namespace CryptoGrains.Gateway.Rest;

/// <summary>
/// The pages that were asked for last, bounded by their bytes: the one that was not asked for longest goes first.
/// </summary>
internal sealed class PageCache
{
    /// <summary>What a kept page costs beside its body: key, entry, list node.</summary>
    private const int Overhead = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<PageKey, LinkedListNode<(PageKey Key, CachedPage Page)>> _pages = [];
    private readonly LinkedList<(PageKey Key, CachedPage Page)> _byUse = [];
    private readonly long _capacity;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _evictions;
    private long _bytes;

    public PageCache(GatewayOptions options, GatewayMeter meter)
    {
        _capacity = options.PageCacheBytes;
        _hits = meter.Counter("page_cache.hits", "Candle pages found encoded.");
        _misses = meter.Counter("page_cache.misses", "Candle pages not found encoded.");
        _evictions = meter.Counter("page_cache.evictions", "Encoded candle pages given up for newer ones.");
        meter.Gauge("page_cache.size", () => Volatile.Read(ref _bytes), "Encoded candle pages kept.", "By");
    }

    /// <summary>The bytes kept now.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public CachedPage? Find(PageKey key)
    {
        lock (_gate)
        {
            if (_pages.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                _hits.Add(1);
                return node.Value.Page;
            }
        }

        _misses.Add(1);
        return null;
    }

    public void Keep(PageKey key, CachedPage page)
    {
        lock (_gate)
        {
            if (_pages.TryGetValue(key, out var older))
                Drop(older);
            if (CostOf(page) > _capacity)
                return;

            _pages.Add(key, _byUse.AddFirst((key, page)));
            _bytes += CostOf(page);
            while (_bytes > _capacity)
            {
                Drop(_byUse.Last!);
                _evictions.Add(1);
            }
        }
    }

    private void Drop(LinkedListNode<(PageKey Key, CachedPage Page)> node)
    {
        _byUse.Remove(node);
        _pages.Remove(node.Value.Key);
        _bytes -= CostOf(node.Value.Page);
    }

    private static int CostOf(CachedPage page) => page.Body.Bytes.Length + Overhead;
}
