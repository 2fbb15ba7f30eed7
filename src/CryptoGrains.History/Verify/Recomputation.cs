using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>
/// All candles of an instrument out of its master data, in the plainest way there is: group, sort, sum. The road that the rebuild does not
/// take, so that both being equal means something.
/// </summary>
internal static class Recomputation
{
    /// <summary>Computes the candles of each of <see cref="Intervals.All"/>, in order of open time. Marks that depend on neighbours are not set yet.</summary>
    /// <param name="trades">The trades, each id once.</param>
    /// <param name="imported">Imported candles by length.</param>
    public static IReadOnlyList<Bar>[] Of(IEnumerable<RawTrade> trades, IReadOnlyDictionary<TimeSpan, IReadOnlyList<Bar>> imported)
    {
        var all = new IReadOnlyList<Bar>[Intervals.All.Length];
        var finer = trades
            .GroupBy(trade => Interval.OneMinute.OpenOf(new Timestamp(trade.Time)).Microseconds)
            .Select(minute => Bar.Of(minute.Key, minute))
            .OrderBy(bar => bar.OpenTime)
            .ToList();

        // Which of two candles is taken depends on whether trades are missing from one, as far as the day itself tells.
        new TradeIdPlaces(finer).Mark(0, finer.Count, beginsSeries: false);
        var finerLength = TimeSpan.Zero;
        foreach (var interval in Intervals.All)
        {
            var computed = interval == Interval.OneMinute ? finer.ToDictionary(bar => bar.OpenTime) : RollUp(finer, finerLength, interval);
            foreach (var (length, bars) in imported.Where(each => TakesPartIn(each.Key) == interval).OrderBy(each => each.Key))
            {
                foreach (var (open, bar) in length == interval.Length() ? bars.ToDictionary(bar => bar.OpenTime) : RollUp(bars, length, interval))
                    computed[open] = computed.TryGetValue(open, out var other) ? Better(other, bar) : bar;
            }

            finer = [.. computed.Values.OrderBy(bar => bar.OpenTime)];
            finerLength = interval.Length();
            all[(int)interval] = finer;
        }

        return all;
    }

    /// <summary>The shortest interval that an imported length adds up to: that is where it takes part.</summary>
    private static Interval? TakesPartIn(TimeSpan length) =>
        Intervals.All.Select(interval => (Interval?)interval).FirstOrDefault(interval => interval!.Value.Length().Ticks % length.Ticks == 0);

    private static Dictionary<long, Bar> RollUp(IReadOnlyList<Bar> finer, TimeSpan finerLength, Interval to) => finer
        .GroupBy(bar => to.OpenOf(new Timestamp(bar.OpenTime)).Microseconds)
        .ToDictionary(group => group.Key, group => Bar.Of(group.Key, [.. group], to.Length().Ticks / finerLength.Ticks));

    private static Bar Better(Bar computed, Bar imported)
    {
        if (computed.IsPartial != imported.IsPartial)
            return computed.IsPartial ? imported : computed;
        return computed.Volume > imported.Volume || (computed.Volume == imported.Volume && computed.FirstId is not null && imported.FirstId is null)
            ? computed
            : imported;
    }
}
