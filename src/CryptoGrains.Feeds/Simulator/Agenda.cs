using CryptoGrains.Feeds.Simulator.Scenarios;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator;

/// <summary>What is to happen at which time, in order; at the same time, in the order it was put down.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Item, (long At, long Number)> _items = new();
    private long _number;
    private long _nextAt = long.MaxValue;

    /// <summary>Those who still have something to do, in the order they put it down.</summary>
    public IReadOnlyList<Scenario> Scenarios => _items.UnorderedItems
        .OrderBy(item => item.Priority.Number)
        .Select(item => item.Element.Scenario)
        .OfType<Scenario>()
        .Distinct()
        .ToList();

    /// <summary>Puts something down; running it may give a trade.</summary>
    public void Add(long at, Scenario? scenario, Func<long, Trade?> run)
    {
        _items.Enqueue(new Item(at, scenario, run), (at, _number++));
        _nextAt = Math.Min(_nextAt, at);
    }

    /// <summary>Takes what comes first, if it comes no later than a time.</summary>
    public bool TryTake(long notAfter, out Item item)
    {
        item = default;
        if (_nextAt > notAfter)
            return false;

        item = _items.Dequeue();
        _nextAt = _items.TryPeek(out var next, out _) ? next.At : long.MaxValue;
        return true;
    }

    /// <summary>One thing to happen.</summary>
    public readonly record struct Item(long At, Scenario? Scenario, Func<long, Trade?> Run);
}
