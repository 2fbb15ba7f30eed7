using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>A trade's price and quantity as integers, in the decimals that each came with.</summary>
internal readonly struct SplitTrade
{
    private readonly long _price;
    private readonly long _quantity;

    private SplitTrade(long price, long quantity, Decimals decimals) => (_price, _quantity, Decimals) = (price, quantity, decimals);

    /// <summary>How many decimals they came with.</summary>
    public Decimals Decimals { get; }

    /// <summary>Splits a trade.</summary>
    /// <returns>Whether 64 bits hold its digits.</returns>
    public static bool TryOf(in Trade trade, out SplitTrade split)
    {
        split = default;
        if (!FixedPoint.TrySplit(trade.Price, out var price, out var priceDecimals)
            || !FixedPoint.TrySplit(trade.Quantity, out var quantity, out var quantityDecimals))
        {
            return false;
        }

        split = new SplitTrade(price, quantity, new Decimals(priceDecimals, quantityDecimals));
        return true;
    }

    /// <summary>Brings it into decimals that cover its own.</summary>
    /// <returns>Whether its price fits 64 bits there, and price · quantity a sum.</returns>
    public bool TryScale(in Trade trade, Decimals to, out ScaledTrade scaled)
    {
        scaled = default;
        var price = Math.BigMul(_price, FixedPoint.PowerOfTen(to.Price - Decimals.Price));
        var quantity = Math.BigMul(_quantity, FixedPoint.PowerOfTen(to.Quantity - Decimals.Quantity));
        if (price > long.MaxValue || !TryMultiply((long)price, quantity, out var quoteQuantity))
            return false;

        scaled = new ScaledTrade(
            trade.EventTime.Microseconds,
            trade.Id,
            (long)price,
            quantity,
            quoteQuantity,
            trade.TakerSide == TakerSide.Buy);
        return true;
    }

    private static bool TryMultiply(long price, Int128 quantity, out Int128 product)
    {
        product = 0;
        if (quantity > long.MaxValue && quantity > ScaledTrade.GreatestSum / price)
            return false;

        product = quantity <= long.MaxValue ? Math.BigMul(price, (long)quantity) : price * quantity;
        return true;
    }
}
