using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.PumpAndDump;

/// <summary>The trades of one stretch of event time.</summary>
internal struct TradeChunk
{
    private double _volume;
    private long _rushOrders;
    private Timestamp _lastBuy;

    /// <summary>The price of the trade that came last.</summary>
    public double Price { readonly get; private set; }

    /// <summary>Σ price · quantity.</summary>
    public readonly double Volume => _volume;

    /// <summary>
    /// The market orders to buy: a taker who buys from several makers makes several trades at one time, and they are one order.
    /// </summary>
    public readonly long RushOrders => _rushOrders;

    public void Add(in Trade trade)
    {
        Price = (double)trade.Price;
        _volume += Price * (double)trade.Quantity;
        if (trade.TakerSide != TakerSide.Buy || (_rushOrders > 0 && trade.EventTime == _lastBuy))
            return;

        _rushOrders++;
        _lastBuy = trade.EventTime;
    }

    public void Carry(ref StateCarrier state)
    {
        var price = Price;
        state.Carry(ref price);
        Price = price;
        state.Carry(ref _volume);
        state.Carry(ref _rushOrders);
        state.Carry(ref _lastBuy);
    }
}
