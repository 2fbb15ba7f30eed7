using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Timelines;

/// <summary>Where candles end whose open times lie before a time.</summary>
internal static class RangeEnd
{
    /// <summary>
    /// The first open time at or after a time. A range may end inside a candle, which then belongs to it: what is known up to the range's end
    /// says nothing of that candle's rest.
    /// </summary>
    public static Timestamp AlignedUp(Interval interval, Timestamp time)
    {
        // "None yet" is no time that could be aligned.
        if (time == Timestamp.MinValue)
            return time;
        var open = interval.OpenOf(time);
        return open < time ? open + interval.Length() : open;
    }
}
