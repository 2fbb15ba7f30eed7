using CryptoGrains.Analytics.Candles;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class RevisionsTests
{
    private static readonly CandleRow Older = Rows.Trades(1, 1, 4) with { Closed = true, Revision = 3 };

    [Fact]
    public void A_closed_candle_with_other_numbers_is_a_revision() => Assert.Equal(4, Carried(Older, Rows.Trades(1, 1, 5)));

    [Fact]
    public void One_that_was_still_open_is_none() => Assert.Equal(3, Carried(Older with { Closed = false }, Rows.Trades(1, 1, 5)));

    [Fact]
    public void The_same_numbers_are_none_whatever_else_changed() =>
        Assert.Equal(3, Carried(Older, Rows.Trades(1, 1, 4) with { Partial = true, Origin = CandleOrigin.Import }));

    [Fact]
    public void A_new_candle_begins_at_none() => Assert.Equal(0, Carried(Older, Rows.Trades(2, 1, 4) with { Revision = 9 }));

    [Fact]
    public void Each_finds_its_own_among_many()
    {
        CandleRow[] older = [.. Enumerable.Range(0, 50).Where(i => i % 3 != 0).Select(i => Rows.Trades(i, i, i) with { Closed = true, Revision = i })];
        CandleRow[] newer = [.. Enumerable.Range(0, 50).Where(i => i % 2 != 0).Select(i => Rows.Trades(i, i, i, volume: i % 5 == 0 ? 11 : 10))];
        Revisions.Carry(older, newer);
        Assert.Equal(
            Enumerable.Range(0, 50).Where(i => i % 2 != 0).Select(i => i % 3 == 0 ? 0 : i % 5 == 0 ? i + 1 : i),
            newer.Select(row => row.Revision));
    }

    private static int Carried(CandleRow older, CandleRow newer)
    {
        CandleRow[] rows = [newer];
        Revisions.Carry([older], rows);
        return rows[0].Revision;
    }
}
