using CryptoGrains.Analytics.Candles;
using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Candles;

/// <summary>Rows for tests: written by hand, out of trades, at random.</summary>
internal static class Rows
{
    public const long Minute = 60_000_000;
    public const long Day = 1_440 * Minute;

    /// <summary>2024-08-09T00:00Z.</summary>
    public static readonly long Start = new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000;

    /// <summary>Rows of one minute with gaps between them, some imported, some knowing little.</summary>
    public static Gen<CandleRow[]> Minutes() =>
        from steps in Gen.Choose(1, 4).ListOf().Resize(60)
        from rows in Gen.ListOf(Any, steps.Count)
        select Placed(rows, steps);

    private static Gen<CandleRow> Any =>
        from prices in Gen.Choose(1, 1_000).ListOf(4)
        from volume in Gen.Choose(0, 5)
        from count in Gen.Choose(0, 3)
        from known in Gen.Choose(0, 15)
        from flags in Gen.Choose(0, 7)
        select new CandleRow
        {
            Open = prices[0],
            High = prices.Max(),
            Low = prices.Min(),
            Close = prices[3],
            Volume = volume,
            QuoteVolume = (known & 1) == 0 ? volume * 3 : CandleRow.UnknownVolume,
            TakerBuyVolume = (known & 2) == 0 ? volume / 2 : CandleRow.UnknownVolume,
            TradeCount = (known & 4) == 0 ? count : CandleRow.UnknownCount,
            FirstTradeId = (known & 8) == 0 ? 10 : CandleRow.UnknownCount,
            LastTradeId = (known & 8) == 0 ? 20 : CandleRow.UnknownCount,
            Origin = (CandleOrigin)(flags & 1),
            Partial = flags == 2,
            Closed = (flags & 4) != 0,
        };

    public static CandleRow Trades(int minute, long firstId, long lastId, long? count = null, Int128? volume = null) => new()
    {
        OpenTime = Start + (minute * Minute),
        Open = 100,
        High = 100,
        Low = 100,
        Close = 100,
        Volume = volume ?? 10,
        QuoteVolume = 1_000,
        TakerBuyVolume = 5,
        TradeCount = count ?? (lastId - firstId + 1),
        FirstTradeId = firstId,
        LastTradeId = lastId,
    };

    public static CandleRow Imported(int minute, Int128? volume = null, long? count = null) => Trades(minute, 1, 10, volume: volume) with
    {
        TradeCount = count ?? CandleRow.UnknownCount,
        FirstTradeId = CandleRow.UnknownCount,
        LastTradeId = CandleRow.UnknownCount,
        Origin = CandleOrigin.Import,
        Closed = true,
    };

    public static TradeRow Of(in Trade trade)
    {
        Assert.True(FixedPoint.TryToFixed(trade.Price, CandleRow.Decimals, out var price));
        Assert.True(FixedPoint.TryToFixed(trade.Quantity, CandleRow.Decimals, out var quantity));
        return new TradeRow(trade.EventTime.Microseconds, trade.Id, price, quantity, trade.TakerSide == TakerSide.Buy);
    }

    public static TradeRow[] Sorted(IEnumerable<Trade> trades) =>
        [.. trades.OrderBy(trade => trade.EventTime).ThenBy(trade => trade.Id).Select(trade => Of(trade))];

    public static CandleRow[] Minutes(IEnumerable<Trade> trades)
    {
        var minutes = new List<CandleRow>();
        Assert.Equal(0, MinuteCandles.Of(Sorted(trades), minutes));
        return [.. minutes];
    }

    public static CandleRow[] RolledUp(ReadOnlySpan<CandleRow> finer, TimeSpan length, Market.Interval to)
    {
        var longer = new List<CandleRow>();
        RollUp.Of(finer, length, to, longer);
        return [.. longer];
    }

    /// <summary>What a candle says of its trades, comparable with a live one's.</summary>
    public static Candle Values(CandleRow row) => Recomputation.Values(row.ToCandle(CandleSource.Live));

    private static CandleRow[] Placed(IReadOnlyList<CandleRow> rows, IReadOnlyList<int> steps)
    {
        var time = Start;
        var placed = rows.ToArray();
        for (var i = 0; i < placed.Length; i++)
        {
            placed[i].OpenTime = time;
            time += steps[i] * Minute;
        }

        return placed;
    }
}
