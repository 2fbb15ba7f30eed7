using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>
/// A candle while it is being summed: prices and sums as integers in the decimals of its instrument, so that every sum is exact
/// and no order of arrival can change it.
/// </summary>
internal struct CandleSum
{
    public Int128 Volume;
    public Int128 QuoteVolume;
    public Int128 TakerBuyVolume;
    public long OpenTime;
    public long FirstTime;
    public long FirstId;
    public long LastTime;
    public long LastId;
    public long Open;
    public long High;
    public long Low;
    public long Close;
    public long TradeCount;

    /// <summary>The version of the instrument's windows at which this last changed.</summary>
    public long Version;

    public int Revision;

    /// <summary>A gap inside it is no longer listed, so it stays partial for good.</summary>
    public bool GapForgotten;

    /// <summary>A new candle, without a trade yet.</summary>
    public static CandleSum StartingAt(long openTime) => new()
    {
        OpenTime = openTime,
        FirstTime = long.MaxValue,
        FirstId = long.MaxValue,
        LastTime = long.MinValue,
        LastId = long.MinValue,
        High = long.MinValue,
        Low = long.MaxValue,
    };

    public void Add(in ScaledTrade trade)
    {
        if (trade.Time < FirstTime || (trade.Time == FirstTime && trade.Id < FirstId))
        {
            FirstTime = trade.Time;
            FirstId = trade.Id;
            Open = trade.Price;
        }

        if (trade.Time > LastTime || (trade.Time == LastTime && trade.Id > LastId))
        {
            LastTime = trade.Time;
            LastId = trade.Id;
            Close = trade.Price;
        }

        if (trade.Price > High)
            High = trade.Price;
        if (trade.Price < Low)
            Low = trade.Price;

        Volume += trade.Quantity;
        QuoteVolume += trade.QuoteQuantity;
        if (trade.TakerBuys)
            TakerBuyVolume += trade.Quantity;
        TradeCount++;
    }

    /// <summary>Takes in the trades of another sum, whichever came first: together they are what one sum of all of them would be.</summary>
    public void Add(in CandleSum other)
    {
        if (other.FirstTime < FirstTime || (other.FirstTime == FirstTime && other.FirstId < FirstId))
        {
            FirstTime = other.FirstTime;
            FirstId = other.FirstId;
            Open = other.Open;
        }

        if (other.LastTime > LastTime || (other.LastTime == LastTime && other.LastId > LastId))
        {
            LastTime = other.LastTime;
            LastId = other.LastId;
            Close = other.Close;
        }

        High = Math.Max(High, other.High);
        Low = Math.Min(Low, other.Low);
        Volume += other.Volume;
        QuoteVolume += other.QuoteVolume;
        TakerBuyVolume += other.TakerBuyVolume;
        TradeCount += other.TradeCount;
    }

    /// <summary>Goes over to finer decimals.</summary>
    /// <exception cref="OverflowException">A price no longer fits 64 bits, or a sum 128.</exception>
    public CandleSum Rescaled(long priceFactor, long quantityFactor)
    {
        checked
        {
            var finer = this;
            finer.Open *= priceFactor;
            finer.High *= priceFactor;
            finer.Low *= priceFactor;
            finer.Close *= priceFactor;
            finer.Volume *= quantityFactor;
            finer.TakerBuyVolume *= quantityFactor;
            finer.QuoteVolume *= (Int128)priceFactor * quantityFactor;
            return finer;
        }
    }

    public readonly Candle ToCandle(Decimals decimals, bool closed, bool partial) => new()
    {
        OpenTime = new Timestamp(OpenTime),
        Open = FixedPoint.ToDecimal(Open, decimals.Price),
        High = FixedPoint.ToDecimal(High, decimals.Price),
        Low = FixedPoint.ToDecimal(Low, decimals.Price),
        Close = FixedPoint.ToDecimal(Close, decimals.Price),
        Volume = FixedPoint.ToDecimal(Volume, decimals.Quantity),
        QuoteVolume = FixedPoint.ToDecimal(QuoteVolume, decimals.Quote),
        TakerBuyVolume = FixedPoint.ToDecimal(TakerBuyVolume, decimals.Quantity),
        TradeCount = TradeCount,
        FirstTradeId = FirstId,
        LastTradeId = LastId,
        Closed = closed,
        Partial = partial,
        Revision = Revision,
    };
}
