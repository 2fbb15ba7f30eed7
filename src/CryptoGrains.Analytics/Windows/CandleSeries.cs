using System.Runtime.CompilerServices;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>The candles of one interval, in order of open time; the oldest leave when there are too many.</summary>
/// <remarks>The lateness spans fewer candles than the limit (<see cref="WindowOptions.Mistakes"/>), so a late one is never older than all.</remarks>
internal sealed class CandleSeries
{
    private readonly long _length;
    private readonly int _limit;
    private CandleSum[] _candles = [];
    private int _start;

    public CandleSeries(Interval interval, int limit)
    {
        Interval = interval;
        _length = (long)interval.Length().TotalMicroseconds;
        _limit = limit;
    }

    public Interval Interval { get; }

    public int Count { get; private set; }

    public ref CandleSum this[int index] => ref _candles[_start + index];

    /// <summary>The exclusive end of a candle.</summary>
    public long EndOf(in CandleSum candle) => candle.OpenTime + _length;

    /// <summary>The candle that holds a time, made if it is not there: the newest one as a rule, which is found without a search.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref CandleSum Holding(long time)
    {
        if (Count > 0)
        {
            ref var newest = ref _candles[_start + Count - 1];
            if ((ulong)(time - newest.OpenTime) < (ulong)_length)
                return ref newest;
        }

        return ref FindOrInsert(Interval.OpenOf(new Timestamp(time)).Microseconds);
    }

    /// <summary>The index of the first candle that opens at or after a time.</summary>
    public int IndexFrom(long openTime)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (this[middle].OpenTime < openTime)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Puts a candle behind the newest one: for reading a snapshot back, oldest first.</summary>
    public void Append(in CandleSum candle)
    {
        MakeRoomAtEnd();
        if (Count == _limit)
            DropOldest();
        _candles[_start + Count++] = candle;
    }

    /// <summary>Drops the candles that end at or before a time, all but the newest, and gives back memory that few need.</summary>
    /// <returns>Whether there were any.</returns>
    public bool DropThrough(long time)
    {
        var kept = Count;
        while (kept > 1 && EndOf(this[Count - kept]) <= time)
            kept--;
        if (kept == Count)
            return false;

        _start += Count - kept;
        Count = kept;
        if (Count < _candles.Length / 4)
        {
            _candles = _candles[_start..(_start + Count)];
            _start = 0;
        }

        return true;
    }

    private ref CandleSum FindOrInsert(long openTime)
    {
        var index = IndexFrom(openTime);
        if (index < Count && this[index].OpenTime == openTime)
            return ref this[index];

        MakeRoomAtEnd();
        if (Count == _limit)
        {
            DropOldest();
            index--;
        }

        Array.Copy(_candles, _start + index, _candles, _start + index + 1, Count - index);
        Count++;
        ref var made = ref this[index];
        made = CandleSum.StartingAt(openTime);
        return ref made;
    }

    /// <summary>The oldest leaves; its slot is given back when the array is next moved down.</summary>
    private void DropOldest()
    {
        _start++;
        Count--;
    }

    /// <summary>Sees to one free slot behind the newest. An array of the limit and an eighth more moves down once in so many candles.</summary>
    private void MakeRoomAtEnd()
    {
        if (_start + Count < _candles.Length)
            return;

        var most = _limit + Math.Max(1, _limit / 8);
        if (_candles.Length < most)
        {
            var larger = new CandleSum[Math.Min(most, Math.Max(1, Count * 2))];
            Array.Copy(_candles, _start, larger, 0, Count);
            _candles = larger;
        }
        else
        {
            Array.Copy(_candles, _start, _candles, 0, Count);
        }

        _start = 0;
    }
}
