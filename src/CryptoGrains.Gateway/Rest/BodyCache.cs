using System.Diagnostics.Metrics;
using CryptoGrains.Gateway.Metrics;

namespace CryptoGrains.Gateway.Rest;

/// <summary>
/// The encoded answers that were asked for last, bounded by their bytes: the one that was not asked for longest goes first.
/// </summary>
internal abstract class BodyCache<TKey, TPage>
    where TKey : notnull
    where TPage : class
{
    /// <summary>What a kept page costs beside its body: key, entry, list node.</summary>
    private const int Overhead = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TPage Page)>> _pages = [];
    private readonly LinkedList<(TKey Key, TPage Page)> _byUse = [];
    private readonly long _capacity;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _evictions;
    private long _bytes;

    private readonly Func<TPage, EncodedBody> _bodyOf;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacity">The most bytes.</param>
    /// <param name="bodyOf">The bytes of a page.</param>
    /// <param name="meter">Where it counts.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="what">What it holds, for people.</param>
    protected BodyCache(long capacity, Func<TPage, EncodedBody> bodyOf, GatewayMeter meter, string name, string what)
    {
        (_capacity, _bodyOf) = (capacity, bodyOf);
        _hits = meter.Counter($"{name}.hits", $"Times that {what} were found encoded.");
        _misses = meter.Counter($"{name}.misses", $"Times that {what} were not found encoded.");
        _evictions = meter.Counter($"{name}.evictions", $"Encoded {what} given up for newer ones.");
        meter.Gauge($"{name}.size", () => Volatile.Read(ref _bytes), $"Encoded {what} kept.", "By");
    }

    /// <summary>The bytes kept now.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public TPage? Find(TKey key)
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

    public void Keep(TKey key, TPage page)
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

    private void Drop(LinkedListNode<(TKey Key, TPage Page)> node)
    {
        _byUse.Remove(node);
        _pages.Remove(node.Value.Key);
        _bytes -= CostOf(node.Value.Page);
    }

    private int CostOf(TPage page) => _bodyOf(page).Bytes.Length + Overhead;
}
