using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>
/// One-minute candles out of trades: the batch layer's counterpart of the live windows. Trades come in parts, so that a busy day need not be
/// in memory whole.
/// </summary>
/// <param name="into">Where the candles go, in order; <see cref="CandleRow.Closed"/> and <see cref="CandleRow.Partial"/> are left false.</param>
public sealed class MinuteCandles(List<CandleRow> into)
{
    internal const long Length = 60_000_000;

    // 10^22 of the base asset and 10^21 of the quote asset.
    private static readonly Int128 GreatestVolume = CandleRow.Greatest * 10;
    private static readonly Int128 GreatestQuoteVolume = CandleRow.Greatest * 10_000;

    private CandleRow _candle;
    private long _end = long.MinValue;
    private long _endOfDay = long.MinValue;
    private Int128 _roomForVolume;
    private Int128 _roomForQuote;

    /// <summary>
    /// How many trades were left out: they could not be kept exactly, or with them their day's volume went beyond 10^22, or its quote volume
    /// beyond 10^21.
    /// </summary>
    public int Refused { get; private set; }

    /// <summary>Sums trades to the candles of their minutes.</summary>
    /// <param name="trades">One instrument's trades, in order of (time, id), each id once.</param>
    /// <param name="into">Where the candles go.</param>
    /// <returns>How many were left out.</returns>
    public static int Of(ReadOnlySpan<TradeRow> trades, List<CandleRow> into)
    {
        var candles = new MinuteCandles(into);
        candles.Add(trades);
        candles.Finish();
        return candles.Refused;
    }

    /// <summary>Adds the next trades of one instrument, in order of (time, id), each id once.</summary>
    public void Add(ReadOnlySpan<TradeRow> trades)
    {
        ref var candle = ref _candle;
        foreach (ref readonly var trade in trades)
        {
            if (trade.Time >= _end)
                Begin(trade.Time);
            if (!TryAdd(ref candle, trade, _roomForVolume, _roomForQuote))
                Refused++;
        }
    }

    /// <summary>Gives out the last candle.</summary>
    public void Finish()
    {
        if (_candle.TradeCount > 0)
            into.Add(_candle);
    }

    private void Begin(long time)
    {
        Finish();
        (_roomForVolume, _roomForQuote) = (_roomForVolume - _candle.Volume, _roomForQuote - _candle.QuoteVolume);
        _candle = default;
        _candle.OpenTime = Interval.OneMinute.OpenOf(new Timestamp(time)).Microseconds;
        _end = _candle.OpenTime + Length;
        if (time < _endOfDay)
            return;

        _endOfDay = (Interval.OneDay.OpenOf(new Timestamp(time)) + Interval.OneDay.Length()).Microseconds;
        (_roomForVolume, _roomForQuote) = (GreatestVolume, GreatestQuoteVolume);
    }

    private static bool TryAdd(ref CandleRow candle, in TradeRow trade, Int128 roomForVolume, Int128 roomForQuote)
    {
        if (!QuoteQuantity.TryOf(trade.Price, trade.Quantity, out var quoteQuantity))
            return false;

        var volume = candle.Volume + trade.Quantity;
        var quoteVolume = candle.QuoteVolume + quoteQuantity;
        if (volume > roomForVolume || quoteVolume > roomForQuote || trade.Price > CandleRow.Greatest)
            return false;

        if (candle.TradeCount == 0)
        {
            candle.Open = candle.High = candle.Low = trade.Price;
            candle.FirstTradeId = trade.Id;
        }
        else if (trade.Price > candle.High)
        {
            candle.High = trade.Price;
        }
        else if (trade.Price < candle.Low)
        {
            candle.Low = trade.Price;
        }

        candle.Close = trade.Price;
        candle.LastTradeId = trade.Id;
        candle.Volume = volume;
        candle.QuoteVolume = quoteVolume;
        if (trade.TakerBuys)
            candle.TakerBuyVolume += trade.Quantity;
        candle.TradeCount++;
        return true;
    }
}
