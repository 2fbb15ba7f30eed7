using CryptoGrains.Analytics.Candles;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class CandleImportTests
{
    [Fact]
    public void It_does_what_one_candle_after_the_other_would_do()
    {
        var property = Prop.ForAll(
            (from held in Rows.Minutes()
             from imported in Rows.Minutes()
             from repeated in Gen.Elements(imported.Append(Rows.Imported(3)).ToArray()).ListOf(10)
             from changed in Gen.Choose(0, 3).ListOf(10)
             from shuffled in Gen.Shuffle(imported.Concat(repeated.Zip(changed, (row, more) => row with { Volume = row.Volume + more })).ToArray())
             from sorted in Gen.Elements(true, false)
             from replace in Gen.Elements(true, false)
             select (held, Imported: sorted ? [.. shuffled.OrderBy(row => row.OpenTime)] : shuffled, replace)).ToArbitrary(),
            sample =>
            {
                var expected = Recomputed(sample.held, sample.Imported, sample.replace, out var expectedCounts);
                var merged = Merged(sample.held, sample.Imported, sample.replace, out var counts);
                Assert.Equal(expected, merged);
                Assert.Equal(expectedCounts, counts);
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_candle_of_more_trades_improves_and_one_of_fewer_is_stale()
    {
        AssertMerged("improved", Rows.Imported(0, count: 5), Rows.Imported(0, volume: 1, count: 6));
        AssertMerged("stale", Rows.Imported(0, count: 5), Rows.Imported(0, volume: 99, count: 4));
    }

    [Fact]
    public void Where_trades_are_not_counted_the_volume_tells()
    {
        AssertMerged("improved", Rows.Imported(0), Rows.Imported(0, volume: 11));
        AssertMerged("stale", Rows.Imported(0), Rows.Imported(0, volume: 9));
    }

    [Fact]
    public void A_candle_that_tells_more_columns_improves()
    {
        AssertMerged("improved", Rows.Imported(0), Rows.Imported(0, volume: 1, count: 1));
        AssertMerged("stale", Rows.Imported(0, count: 1), Rows.Imported(0, volume: 99));
    }

    [Fact]
    public void Other_numbers_as_complete_are_a_correction()
    {
        AssertMerged("improved", Rows.Imported(0, count: 5), Rows.Imported(0, count: 5) with { Close = 101 });
        AssertMerged("same", Rows.Imported(0, count: 5), Rows.Imported(0, count: 5));
    }

    [Fact]
    public void Replacing_takes_what_comes_in()
    {
        var less = Rows.Imported(0, volume: 1);
        Assert.Equal([less], Merged([Rows.Imported(0, count: 5)], [less], replace: true, out var counts));
        Assert.Equal(new CandleImportCounts(0, 0, 1, 0, 0), counts);
    }

    [Fact]
    public void Of_a_repeated_candle_the_more_complete_counts_and_of_equals_the_later()
    {
        var (first, later) = (Rows.Imported(0) with { Close = 1 }, Rows.Imported(0) with { Close = 2 });
        Assert.Equal([later], Merged([], [first, later], replace: false, out var counts));
        Assert.Equal(new CandleImportCounts(1, 0, 0, 0, 1), counts);
        Assert.Equal([first with { Volume = 11 }], Merged([], [first with { Volume = 11 }, later], replace: false, out _));
        Assert.Equal([Rows.Imported(-1), later], Merged([], [first, later, Rows.Imported(-1)], replace: false, out _));
    }

    private static void AssertMerged(string expected, CandleRow held, CandleRow imported)
    {
        var merged = Assert.Single(Merged([held], [imported], replace: false, out var counts));
        Assert.Equal(expected == "improved" ? imported : held, merged);
        var outcome = counts switch { { Improved: 1 } => "improved", { Stale: 1 } => "stale", { Same: 1 } => "same", _ => "nothing" };
        Assert.Equal(expected, outcome);
    }

    private static List<CandleRow> Merged(CandleRow[] held, CandleRow[] imported, bool replace, out CandleImportCounts counts)
    {
        var into = new List<CandleRow>();
        counts = CandleImport.Merge(held, imported, replace, into);
        return into;
    }

    private static CandleRow[] Recomputed(CandleRow[] held, CandleRow[] imported, bool replace, out CandleImportCounts counts)
    {
        var rows = held.ToDictionary(row => row.OpenTime);
        var (added, same, improved, stale) = (0L, 0L, 0L, 0L);
        foreach (var times in imported.GroupBy(row => row.OpenTime))
        {
            var best = times.Aggregate((one, later) => Completeness(later, one) >= 0 ? later : one);
            if (!rows.TryGetValue(best.OpenTime, out var old))
                added++;
            else if (Numbers(old) == Numbers(best))
                same++;
            else if (replace || Completeness(best, old) >= 0)
                improved++;
            else
                stale++;

            var keeps = rows.ContainsKey(best.OpenTime) && (Numbers(old) == Numbers(best) || (!replace && Completeness(best, old) < 0));
            rows[best.OpenTime] = keeps ? old : best;
        }

        counts = new CandleImportCounts(added, same, improved, stale, imported.Length - imported.Select(row => row.OpenTime).Distinct().Count());
        return [.. rows.Values.OrderBy(row => row.OpenTime)];
    }

    private static CandleRow Numbers(CandleRow row) => row with { Closed = false, Partial = false, Revision = 0, Origin = default };

    private static int Completeness(CandleRow one, CandleRow other)
    {
        var known = Known(one).CompareTo(Known(other));
        if (known != 0)
            return known;
        var counted = one.TradeCount != CandleRow.UnknownCount && other.TradeCount != CandleRow.UnknownCount;
        return counted ? one.TradeCount.CompareTo(other.TradeCount) : one.Volume.CompareTo(other.Volume);
    }

    private static int Known(CandleRow row)
    {
        var candle = row.ToCandle(Market.CandleSource.Batch);
        return new object?[] { candle.QuoteVolume, candle.TakerBuyVolume, candle.TradeCount, candle.FirstTradeId, candle.LastTradeId }
            .Count(value => value is not null);
    }
}
