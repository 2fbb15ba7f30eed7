using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Push;

/// <summary>The newest trades in order of arrival, and how many had to make room for them.</summary>
internal sealed class TradeTape(int limit)
{
    private readonly Queue<Trade> _trades = new();
    private int _skipped;

    public void Add(in Trade trade)
    {
        _trades.Enqueue(trade);
        if (_trades.Count <= limit)
            return;

        _trades.Dequeue();
        _skipped++;
    }

    /// <summary>What there is, left where it is.</summary>
    public ImmutableArray<Trade> Show() => [.. _trades];

    /// <summary>Takes all there is.</summary>
    public (ImmutableArray<Trade> Trades, int Skipped) Take()
    {
        var taken = (Show(), _skipped);
        _trades.Clear();
        _skipped = 0;
        return taken;
    }
}
