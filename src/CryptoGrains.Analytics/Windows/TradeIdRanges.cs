using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>Which trade ids have been counted, as ranges: what tells a duplicate, and whose holes are the gaps.</summary>
internal sealed class TradeIdRanges
{
    private Range[] _ranges = new Range[1];

    public int Count { get; private set; }

    /// <summary>How many holes were closed over because there were too many to keep.</summary>
    public long Forgotten { get; set; }

    public ref readonly Range this[int index] => ref _ranges[index];

    /// <summary>The hole before a range.</summary>
    public TradeGap HoleBefore(int index) => new(
        _ranges[index - 1].LastId + 1,
        _ranges[index].FirstId - 1,
        new Timestamp(_ranges[index - 1].LastTime),
        new Timestamp(_ranges[index].FirstTime));

    /// <summary>All holes, lowest ids first.</summary>
    public IEnumerable<TradeGap> Holes()
    {
        for (var i = 1; i < Count; i++)
            yield return HoleBefore(i);
    }

    /// <summary>Whether a time has the first id of all, or touches a hole that the watermark has passed: one after it may still fill.</summary>
    public bool IsPartial(long from, long to, long watermark)
    {
        if (_ranges[0].FirstTime >= from && _ranges[0].FirstTime < to)
            return true;

        for (var i = 1; i < Count; i++)
        {
            if (_ranges[i - 1].LastTime < to && _ranges[i].FirstTime >= from && _ranges[i].FirstTime <= watermark)
                return true;
        }

        return false;
    }

    public bool Contains(long id)
    {
        if (Count == 0 || id > _ranges[Count - 1].LastId)
            return false;

        var index = IndexOf(id);
        return index >= 0 && id <= _ranges[index].LastId;
    }

    /// <summary>
    /// The time span in which something other than its own candle changes when an id that is not there is added: the hole that it
    /// fills, what lies between it and the first id, or a hole that it opens behind the watermark. Null as a rule.
    /// </summary>
    public (long From, long To)? SpanAround(long id, long time, long watermark)
    {
        if (Count == 0)
            return null;

        ref readonly var last = ref _ranges[Count - 1];
        if (id > last.LastId)
            return id > last.LastId + 1 && time <= watermark ? Span(last.LastTime, time) : null;

        var before = IndexOf(id);
        var after = _ranges[before + 1].FirstTime;
        return before < 0 ? Span(time, after) : Span(Math.Min(_ranges[before].LastTime, time), after);
    }

    private static (long From, long To) Span(long one, long other) => (Math.Min(one, other), Math.Max(one, other));

    /// <summary>Adds an id that is not there.</summary>
    public void Add(long id, long time)
    {
        if (Count > 0 && _ranges[Count - 1].LastId == id - 1)
        {
            _ranges[Count - 1].LastId = id;
            _ranges[Count - 1].LastTime = time;
            return;
        }

        var before = IndexOf(id);
        var joinsBefore = before >= 0 && _ranges[before].LastId == id - 1;
        var joinsAfter = before + 1 < Count && _ranges[before + 1].FirstId == id + 1;
        if (joinsBefore && joinsAfter)
        {
            _ranges[before].LastId = _ranges[before + 1].LastId;
            _ranges[before].LastTime = _ranges[before + 1].LastTime;
            RemoveAt(before + 1);
        }
        else if (joinsBefore)
        {
            _ranges[before].LastId = id;
            _ranges[before].LastTime = time;
        }
        else if (joinsAfter)
        {
            _ranges[before + 1].FirstId = id;
            _ranges[before + 1].FirstTime = time;
        }
        else
        {
            Insert(before + 1, new Range { FirstId = id, LastId = id, FirstTime = time, LastTime = time });
        }
    }

    /// <summary>Closes over the hole of the lowest ids: they pass for counted from now on.</summary>
    public TradeGap GiveUpFirstHole()
    {
        var hole = HoleBefore(1);
        _ranges[0].LastId = _ranges[1].LastId;
        _ranges[0].LastTime = _ranges[1].LastTime;
        RemoveAt(1);
        Forgotten++;
        return hole;
    }

    /// <summary>Puts a range behind the last one: for reading a snapshot back, in order.</summary>
    public void Append(Range range) => Insert(Count, range);

    /// <summary>The last range that starts at or before an id; -1 where there is none.</summary>
    private int IndexOf(long id)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_ranges[middle].FirstId <= id)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    private void Insert(int index, Range range)
    {
        if (Count == _ranges.Length)
            Array.Resize(ref _ranges, Count * 2);
        Array.Copy(_ranges, index, _ranges, index + 1, Count - index);
        _ranges[index] = range;
        Count++;
    }

    private void RemoveAt(int index)
    {
        Array.Copy(_ranges, index + 1, _ranges, index, Count - index - 1);
        Count--;
    }

    /// <summary>Ids without a hole, with the event times of the first and the last of them, in microseconds.</summary>
    internal struct Range
    {
        public long FirstId;
        public long LastId;
        public long FirstTime;
        public long LastTime;
    }
}
