using CryptoGrains.Analytics.Candles;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class CandleUnionTests
{
    [Fact]
    public void One_candle_for_each_time_that_either_has_and_each_as_it_was()
    {
        var property = Prop.ForAll(
            (from one in Rows.Minutes()
             from other in Rows.Minutes()
             select (one, other)).ToArbitrary(),
            sample =>
            {
                var united = United(sample.one, sample.other);
                Assert.Equal(sample.one.Concat(sample.other).Select(row => row.OpenTime).Distinct().Order(), united.Select(row => row.OpenTime));
                Assert.All(united, row => Assert.Contains(row, sample.one.Concat(sample.other)));
                Assert.All(
                    united.Where(row => row.Partial),
                    row => Assert.DoesNotContain(sample.one.Concat(sample.other), other => other.OpenTime == row.OpenTime && !other.Partial));
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_whole_candle_is_taken_before_a_partial_one()
    {
        AssertTaken(Rows.Imported(0, volume: 1), Rows.Trades(0, 1, 9) with { Partial = true }, Rows.Imported(0, volume: 1));
        AssertTaken(Rows.Trades(0, 1, 9), Rows.Trades(0, 1, 9), Rows.Imported(0, volume: 99) with { Partial = true });
    }

    [Fact]
    public void Trades_are_taken_unless_the_exchange_tells_of_more_volume()
    {
        AssertTaken(Rows.Trades(0, 1, 9), Rows.Trades(0, 1, 9), Rows.Imported(0, volume: 10));
        AssertTaken(Rows.Imported(0, volume: 11), Rows.Trades(0, 1, 9), Rows.Imported(0, volume: 11));
    }

    [Fact]
    public void Of_two_without_trades_the_greater_volume_is_taken_and_else_what_was_published_so()
    {
        var (computed, published) = (Rows.Imported(0, volume: 10), Rows.Imported(0, volume: 10) with { Open = 5 });
        AssertTaken(published, computed, published);
        AssertTaken(computed with { Volume = 11 }, computed with { Volume = 11 }, published);
    }

    [Fact]
    public void Of_two_partial_ones_the_same_holds()
    {
        var trades = Rows.Trades(0, 1, 9) with { Partial = true };
        AssertTaken(trades, trades, Rows.Imported(0, volume: 10) with { Partial = true });
        AssertTaken(Rows.Imported(0, volume: 11) with { Partial = true }, trades, Rows.Imported(0, volume: 11) with { Partial = true });
    }

    private static void AssertTaken(CandleRow expected, CandleRow computed, CandleRow imported) =>
        Assert.Equal(expected, Assert.Single(United([computed], [imported])));

    private static List<CandleRow> United(CandleRow[] computed, CandleRow[] imported)
    {
        var united = new List<CandleRow>();
        CandleUnion.Of(computed, imported, united);
        return united;
    }
}
