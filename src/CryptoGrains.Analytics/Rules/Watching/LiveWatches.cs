using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>
/// The live watches of an instrument. One that compares just the price with a number, and does not hold, sleeps until the price is beyond that
/// number: a trade that wakes nobody costs two comparisons, however many sleep. It makes no difference to what is said.
/// </summary>
internal sealed class LiveWatches
{
    private readonly List<LiveWatch> _awake;
    private readonly PriorityQueue<LiveWatch, double> _above = new();
    private readonly PriorityQueue<LiveWatch, double> _below = new();

    /// <summary>Begins with all awake.</summary>
    public LiveWatches(IEnumerable<LiveWatch> watches) => _awake = [.. watches.Order(LiveWatch.ByRule)];

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _awake.Count + _above.Count + _below.Count == 0;

    /// <summary>Looks at the newest price.</summary>
    /// <param name="cause">What an alert that begins here is said to begin with.</param>
    /// <param name="at">When the price was paid.</param>
    /// <param name="prices">The price, and how far it is from earlier ones.</param>
    /// <param name="events">Takes what became of alerts, in the order of the rules.</param>
    public void Look(Func<string> cause, Timestamp at, LivePrices prices, ICollection<RuleEvent> events)
    {
        while (_above.TryPeek(out _, out var threshold) && prices.Price > threshold)
            Wake(_above.Dequeue());
        while (_below.TryPeek(out _, out var negative) && prices.Price < -negative)
            Wake(_below.Dequeue());

        var stay = 0;
        for (var i = 0; i < _awake.Count; i++)
        {
            var watch = _awake[i];
            if (watch.Look(cause, at, prices) is { } turned)
                events.Add(turned);
            if (watch.SleepsAbove is { } above)
                _below.Enqueue(watch, -above);
            else if (watch.SleepsBelow is { } below)
                _above.Enqueue(watch, below);
            else
                _awake[stay++] = watch;
        }

        _awake.RemoveRange(stay, _awake.Count - stay);
    }

    private void Wake(LiveWatch watch)
    {
        var place = _awake.BinarySearch(watch, LiveWatch.ByRule);
        _awake.Insert(~place, watch);
    }
}
