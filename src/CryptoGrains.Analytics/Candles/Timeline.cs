using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>The seam: one series out of the batch layer's candles and the live ones. No candle twice, none left out.</summary>
public static class Timeline
{
    /// <summary>
    /// Merges two series: a batch candle that is closed wins; else the one that knows of more trades, the live one where they are equal.
    /// </summary>
    /// <param name="batch">The batch layer's, in order.</param>
    /// <param name="live">The live ones, in order.</param>
    public static ImmutableArray<Candle> Merge(ReadOnlySpan<Candle> batch, ReadOnlySpan<Candle> live)
    {
        var merged = ImmutableArray.CreateBuilder<Candle>(batch.Length + live.Length);
        var (b, l) = (0, 0);
        while (b < batch.Length && l < live.Length)
        {
            var order = batch[b].OpenTime.CompareTo(live[l].OpenTime);
            if (order == 0)
                merged.Add(batch[b].Closed || KnowsMore(batch[b], live[l]) ? batch[b] : live[l]);
            else
                merged.Add(order < 0 ? batch[b] : live[l]);

            b += order <= 0 ? 1 : 0;
            l += order >= 0 ? 1 : 0;
        }

        merged.AddRange(batch[b..]);
        merged.AddRange(live[l..]);
        return merged.DrainToImmutable();
    }

    /// <summary>
    /// Sums the one candle that straddles the boundary anew where its minutes know of more trades: neither layer may have all of them, and
    /// a closed minute of the batch layer counts before a live one.
    /// </summary>
    /// <param name="merged">Merged candles of an interval, in order.</param>
    /// <param name="interval">Their interval.</param>
    /// <param name="boundary">Up to where the batch layer is complete.</param>
    /// <param name="minutes">Merged candles of one minute, in order, that cover the interval in which the boundary lies.</param>
    /// <returns>The candles, with another one in place of that one. Whether it is closed, and its revision, stay.</returns>
    public static ImmutableArray<Candle> SumStraddling(
        ImmutableArray<Candle> merged, Interval interval, Timestamp boundary, ReadOnlySpan<Candle> minutes)
    {
        var open = interval.OpenOf(boundary);
        var index = merged.AsSpan().BinarySearch(new AtOpenTime(open));
        if (index < 0 || open == boundary)
            return merged;

        var inside = Between(minutes, open, open + interval.Length());
        if (inside.IsEmpty)
            return merged;

        var straddling = merged[index];
        var sum = Sum(inside) with { OpenTime = open, Closed = straddling.Closed, Revision = straddling.Revision };
        return KnowsMore(sum, straddling) ? merged.SetItem(index, sum) : merged;
    }

    /// <summary>
    /// Puts a flat candle of the price before, without volume and trades, wherever one is missing between two others and up to an end.
    /// </summary>
    /// <param name="candles">Candles in order.</param>
    /// <param name="interval">Their interval.</param>
    /// <param name="before">The candle before the first one; null where there is none, then nothing is put before the first.</param>
    /// <param name="from">Where to begin, if <paramref name="before"/> is there.</param>
    /// <param name="to">Open times before this one are filled after the last candle; null ends with it.</param>
    /// <param name="limit">The most candles to give.</param>
    public static ImmutableArray<Candle> FillWithPrevious(
        ReadOnlySpan<Candle> candles, Interval interval, Candle? before, Timestamp? from, Timestamp? to, int limit)
    {
        var filled = ImmutableArray.CreateBuilder<Candle>();
        var closedTo = LastClosed(candles, before);
        var previous = before;
        var next = before is { } first && from is { } begin ? FirstOpen(interval, first, begin) : default(Timestamp?);
        foreach (ref readonly var candle in candles)
        {
            Fill(candle.OpenTime);
            if (filled.Count == limit)
                break;
            filled.Add(candle);
            (previous, next) = (candle, candle.OpenTime + interval.Length());
        }

        if (to is { } end)
            Fill(end);
        return filled.DrainToImmutable();

        void Fill(Timestamp end)
        {
            for (; next < end && filled.Count < limit; next += interval.Length())
                filled.Add(Flat(previous!.Value, next.Value, closedTo));
        }
    }

    private static Candle Flat(in Candle previous, Timestamp openTime, Timestamp closedTo) => new()
    {
        OpenTime = openTime,
        Open = previous.Close,
        High = previous.Close,
        Low = previous.Close,
        Close = previous.Close,
        Volume = 0,
        QuoteVolume = 0,
        TakerBuyVolume = 0,
        TradeCount = 0,
        FirstTradeId = null,
        LastTradeId = null,
        Closed = openTime < closedTo,
        Source = previous.Source,
    };

    private static Timestamp FirstOpen(Interval interval, in Candle before, Timestamp from)
    {
        var open = interval.OpenOf(from);
        return Timestamp.Max(open < from ? open + interval.Length() : open, before.OpenTime + interval.Length());
    }

    private static Timestamp LastClosed(ReadOnlySpan<Candle> candles, Candle? before)
    {
        for (var i = candles.Length - 1; i >= 0; i--)
        {
            if (candles[i].Closed)
                return candles[i].OpenTime;
        }

        return before is { Closed: true } closed ? closed.OpenTime : Timestamp.MinValue;
    }

    private static bool KnowsMore(in Candle one, in Candle other) =>
        one.TradeCount is { } count && other.TradeCount is { } otherCount ? count > otherCount : one.Volume > other.Volume;

    private static ReadOnlySpan<Candle> Between(ReadOnlySpan<Candle> candles, Timestamp from, Timestamp to)
    {
        var start = ~candles.BinarySearch(new BeforeOpenTime(from));
        var end = ~candles.BinarySearch(new BeforeOpenTime(to));
        return candles[start..end];
    }

    private static Candle Sum(ReadOnlySpan<Candle> minutes)
    {
        // A silent minute that an exchange published repeats a price of before it.
        var sum = minutes[0];
        foreach (ref readonly var minute in minutes[1..])
        {
            var (before, after) = (sum.Volume == 0 && minute.Volume != 0 ? minute : sum, minute.Volume == 0 ? sum : minute);
            sum = sum with
            {
                Open = before.Open,
                High = Math.Max(before.High, after.High),
                Low = Math.Min(before.Low, after.Low),
                Close = after.Close,
                Volume = sum.Volume + minute.Volume,
                QuoteVolume = sum.QuoteVolume + minute.QuoteVolume,
                TakerBuyVolume = sum.TakerBuyVolume + minute.TakerBuyVolume,
                TradeCount = sum.TradeCount + minute.TradeCount,
                LastTradeId = minute.LastTradeId,
                Partial = sum.Partial || minute.Partial,
                Source = minute.Source == CandleSource.Live ? CandleSource.Live : sum.Source,
            };
        }

        return sum;
    }

    private readonly struct AtOpenTime(Timestamp time) : IComparable<Candle>
    {
        public int CompareTo(Candle other) => time.CompareTo(other.OpenTime);
    }

    /// <summary>Lies just before a candle of its time, so that a search ends at the first candle at or after it.</summary>
    private readonly struct BeforeOpenTime(Timestamp time) : IComparable<Candle>
    {
        public int CompareTo(Candle other) => time <= other.OpenTime ? -1 : 1;
    }
}
