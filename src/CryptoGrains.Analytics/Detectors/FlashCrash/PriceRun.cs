using System.Runtime.InteropServices;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.FlashCrash;

/// <summary>The moves of a price in one direction, without one the other way, as far as they lie within a span of time.</summary>
/// <remarks>
/// Moves less than 25 ms after the first of a slot share it, and leave together with it: what is counted is never more than happened
/// within the span, at most 25 ms of it are missing, and a storm of trades takes no more memory than a calm.
/// </remarks>
internal sealed class PriceRun(long span)
{
    private const long SlotLength = 25_000;

    private readonly List<Slot> _slots = [];
    private int _direction;

    /// <summary>How many moves lie within the span.</summary>
    public int Moves { get; private set; }

    /// <summary>When the first of them was.</summary>
    public Timestamp Since => _slots[0].Time;

    /// <summary>The price before the first of them.</summary>
    public double PriceBefore => _slots[0].PriceBefore;

    /// <summary>Adds a move from one price to another.</summary>
    public void Add(Timestamp time, double from, double to)
    {
        var direction = Math.Sign(to - from);
        if (direction != _direction)
            Clear();
        _direction = direction;

        if (_slots.Count > 0 && time.Microseconds - _slots[^1].Time.Microseconds < SlotLength)
            _slots[^1] = _slots[^1] with { Moves = _slots[^1].Moves + 1 };
        else
            _slots.Add(new Slot(time, from, 1));
        Moves++;

        var old = 0;
        while (time.Microseconds - _slots[old].Time.Microseconds > span)
            Moves -= _slots[old++].Moves;
        _slots.RemoveRange(0, old);
    }

    /// <summary>Forgets the moves.</summary>
    public void Clear()
    {
        _slots.Clear();
        Moves = 0;
    }

    public void Carry(ref StateCarrier state)
    {
        var direction = _direction + 1;
        state.Carry(ref direction, 2);
        _direction = direction - 1;
        var count = _slots.Count;
        state.Carry(ref count, (int)(span / SlotLength) + 1);
        CollectionsMarshal.SetCount(_slots, count);
        Moves = 0;
        foreach (ref var slot in CollectionsMarshal.AsSpan(_slots))
        {
            var (time, price, moves) = slot;
            state.Carry(ref time);
            state.Carry(ref price);
            state.Carry(ref moves, int.MaxValue);
            slot = new Slot(time, price, moves);
            Moves += moves;
        }
    }

    private record struct Slot(Timestamp Time, double PriceBefore, int Moves);
}
