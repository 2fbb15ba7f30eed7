namespace CryptoGrains.Market;

/// <summary>What a trade must be like to be counted: the rules at the border, before the trade log.</summary>
/// <remarks>
/// They hold every price and quantity to what 64 bits carry exactly, so that all sums further in are exact.
/// The narrowest real markets lie far inside: SHIB at 1e-8, single trades of 1e11 units.
/// </remarks>
public static class TradeRules
{
    /// <summary>The most decimals that a price or a quantity may have, trailing zeros not counted.</summary>
    public const int MaxDecimals = 12;

    /// <summary>The most decimals that a price and its quantity may have together, and so an instrument's sums: what Binance writes at the most.</summary>
    /// <remarks>With 16 decimals a day's quote volume may reach 4e12 before a trade has to be refused.</remarks>
    public const int MaxQuoteDecimals = 16;

    /// <summary>The greatest price, as digits without the point: far enough below 2^63 for a price to rise a few hundred times.</summary>
    public const long MaxPriceDigits = 10_000_000_000_000_000;

    /// <summary>The greatest quantity, as digits without the point: 2^63 - 1.</summary>
    public const long MaxQuantityDigits = long.MaxValue;

    /// <summary>Event times before 2009, the year of the first bitcoin, are units gone wrong.</summary>
    public static readonly Timestamp Earliest = Timestamp.From(new DateTimeOffset(2009, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Event times after 2100 are units gone wrong.</summary>
    public static readonly Timestamp Latest = Timestamp.From(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Says in a sentence why a trade can't be counted; null when it can.</summary>
    public static string? Refuse(in Trade trade)
    {
        if (trade.Instrument == default)
            return "the trade names no instrument";
        if (trade.Id < 0)
            return $"the trade id {trade.Id} is negative";
        if (trade.EventTime < Earliest || trade.EventTime > Latest)
            return $"the event time of {trade.EventTime.Microseconds} µs lies outside the years 2009 to 2100";

        return RefuseNumber("price", trade.Price, MaxPriceDigits, out var priceDecimals)
            ?? RefuseNumber("quantity", trade.Quantity, MaxQuantityDigits, out var quantityDecimals)
            ?? RefuseTogether(priceDecimals + quantityDecimals);
    }

    private static string? RefuseNumber(string name, decimal value, long maxDigits, out int decimals)
    {
        decimals = 0;
        if (value <= 0)
            return $"the {name} {value} is not positive";

        return FixedPoint.TrySplit(value, out var digits, out decimals) && decimals <= MaxDecimals && digits <= maxDigits
            ? null
            : $"the {name} {value} can't be kept exactly: {MaxDecimals} decimals and digits up to {maxDigits} are the limit";
    }

    private static string? RefuseTogether(int decimals) => decimals <= MaxQuoteDecimals
        ? null
        : $"the price and the quantity have {decimals} decimals together, and their product can't be summed exactly beyond {MaxQuoteDecimals}";
}
