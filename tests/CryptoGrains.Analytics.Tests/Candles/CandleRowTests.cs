using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class CandleRowTests
{
    private static readonly Candle Candle = new()
    {
        OpenTime = new Timestamp(60_000_000),
        Open = 1.5m,
        High = 2m,
        Low = 0.000000000001m,
        Close = 1.25m,
        Volume = 1_000_000.00000001m,
        QuoteVolume = 0.0000000000000001m,
        TakerBuyVolume = 12m,
        TradeCount = 7,
        FirstTradeId = 1,
        LastTradeId = 0,
        Closed = true,
        Partial = true,
        Revision = 4,
        Source = CandleSource.Batch,
    };

    [Fact]
    public void A_candle_comes_back_as_it_was()
    {
        AssertComesBack(Candle);
        AssertComesBack(Candle with { QuoteVolume = null, TakerBuyVolume = null, TradeCount = null, FirstTradeId = null, LastTradeId = null });
    }

    [Theory]
    [InlineData("1.0000000000001", "the close 1.0000000000001 can't be kept exactly: 12 decimals and 1000000000000000000000 are the limit")]
    [InlineData("1000000000000000000001", "the close 1000000000000000000001 can't be kept exactly: 12 decimals and 1000000000000000000000 are the limit")]
    [InlineData("79228162514264337593543950335", "the close 79228162514264337593543950335 can't be kept exactly: 12 decimals and 1000000000000000000000 are the limit")]
    [InlineData("-1", "the close -1 is negative")]
    public void A_number_that_cannot_be_kept_is_named(string close, string mistake)
    {
        Assert.False(CandleRow.TryFrom(Candle with { Close = decimal.Parse(close), Volume = -1 }, CandleOrigin.Import, out _, out var said));
        Assert.Equal(mistake, said);
    }

    [Fact]
    public void Every_column_is_looked_at()
    {
        (Candle, string)[] wrong =
        [
            (Candle with { Open = -1 }, "open"),
            (Candle with { High = -1 }, "high"),
            (Candle with { Low = -1 }, "low"),
            (Candle with { Close = -1 }, "close"),
            (Candle with { Volume = -1 }, "volume"),
            (Candle with { QuoteVolume = 0.00000000000000001m }, "quote volume"),
            (Candle with { TakerBuyVolume = 0.0000000000001m }, "taker buy volume"),
            (Candle with { TradeCount = -1 }, "trade count"),
            (Candle with { FirstTradeId = long.MinValue }, "first trade id"),
            (Candle with { LastTradeId = -1 }, "last trade id"),
        ];
        foreach (var (candle, column) in wrong)
        {
            Assert.False(CandleRow.TryFrom(candle, CandleOrigin.Import, out _, out var mistake));
            Assert.StartsWith($"the {column} ", mistake);
        }
    }

    [Fact]
    public void A_whole_day_of_the_greatest_seconds_still_fits()
    {
        var second = Rows.Imported(0) with { Volume = CandleRow.Greatest, QuoteVolume = CandleRow.Greatest, TakerBuyVolume = CandleRow.Greatest };
        CandleRow[] seconds = [.. Enumerable.Range(0, 86_400).Select(i => second with { OpenTime = Rows.Start + (i * 1_000_000L) })];
        var day = Assert.Single(Rows.RolledUp(seconds, TimeSpan.FromSeconds(1), Interval.OneDay));
        Assert.Equal(86_400 * CandleRow.Greatest, day.Volume);
        Assert.Equal(86_400m * 1_000_000_000_000_000_000_000m, day.ToCandle(CandleSource.Batch).Volume);
    }

    private static void AssertComesBack(Candle candle)
    {
        Assert.True(CandleRow.TryFrom(candle, CandleOrigin.Import, out var row, out _));
        Assert.Equal(CandleOrigin.Import, row.Origin);
        Assert.Equal(candle, row.ToCandle(CandleSource.Batch));
    }
}
