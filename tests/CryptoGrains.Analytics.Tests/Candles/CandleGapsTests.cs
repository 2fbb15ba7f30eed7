using CryptoGrains.Analytics.Candles;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class CandleGapsTests
{
    [Fact]
    public void Missing_candles_are_counted_between_those_that_are_there()
    {
        CandleRow[] rows = [Rows.Imported(0), Rows.Imported(1), Rows.Imported(5), Rows.Imported(6)];
        Assert.Equal([new CandleGap(At(2), At(5), 3)], CandleGaps.BetweenOpenTimes(rows, TimeSpan.FromMinutes(1)));
        Assert.Empty(CandleGaps.BetweenOpenTimes(rows.AsSpan(0, 2), TimeSpan.FromMinutes(1)));
        Assert.Empty(CandleGaps.BetweenOpenTimes([], TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Missing_ids_are_told_with_the_candles_that_touch_the_hole()
    {
        CandleRow[] minutes = [Rows.Trades(0, 1, 4), Rows.Trades(1, 5, 9, count: 3), Rows.Trades(7, 15, 16)];
        Assert.Equal([new CandleGap(At(1), At(2), 2), new CandleGap(At(1), At(8), 5)], CandleGaps.BetweenTradeIds(minutes));
    }

    [Fact]
    public void Imported_candles_tell_nothing_of_ids() =>
        Assert.Empty(CandleGaps.BetweenTradeIds([Rows.Trades(0, 1, 4), Rows.Imported(1), Rows.Trades(2, 9, 9)]));

    [Fact]
    public void Swapped_ids_are_no_gap() =>
        Assert.Empty(CandleGaps.BetweenTradeIds([Rows.Trades(0, 1, 4, count: 3), Rows.Trades(1, 3, 6, count: 3)]));

    private static long At(int minute) => Rows.Start + (minute * Rows.Minute);
}
