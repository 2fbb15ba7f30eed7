using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Windows;

/// <summary>Random trades of one instrument, in the order of their ids.</summary>
internal static class TradeGen
{
    public static readonly Instrument Bitcoin = Instrument.Parse("BINANCE:BTCUSDT");

    public static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2024, 8, 8, 23, 54, 13, TimeSpan.Zero));

    /// <summary>Up to 200 trades with contiguous ids, no two further apart than <paramref name="maxStep"/>; times never fall.</summary>
    public static Gen<Trade[]> Trades(TimeSpan maxStep) =>
        from steps in Gen.Choose(0, (int)maxStep.TotalMilliseconds).NonEmptyListOf().Resize(200)
        from prices in Gen.Choose(1, 2_000_000_000).ListOf(steps.Count)
        from priceDecimals in Gen.Choose(0, 8)
        from quantities in Gen.Choose(1, int.MaxValue).ListOf(steps.Count)
        from quantityDecimals in Gen.Choose(0, 8).ListOf(steps.Count)
        from sides in Gen.Elements(TakerSide.Buy, TakerSide.Sell).ListOf(steps.Count)
        select Build(
            steps,
            [.. prices.Select(price => new decimal(price, 0, 0, isNegative: false, (byte)priceDecimals))],
            [.. quantities.Zip(quantityDecimals, (quantity, scale) => new decimal(quantity, 0, 0, isNegative: false, (byte)scale))],
            sides);

    public static Trade Trade(long id, Timestamp time, decimal price = 100m, decimal quantity = 1m, TakerSide side = TakerSide.Buy) =>
        new(Bitcoin, id, price, quantity, side, time, time);

    private static Trade[] Build(
        IReadOnlyList<int> steps,
        IReadOnlyList<decimal> prices,
        IReadOnlyList<decimal> quantities,
        IReadOnlyList<TakerSide> sides)
    {
        var time = Start;
        var trades = new Trade[steps.Count];
        for (var i = 0; i < trades.Length; i++)
        {
            time += TimeSpan.FromMilliseconds(steps[i]);
            trades[i] = Trade(1_000 + i, time, prices[i], quantities[i], sides[i]);
        }

        return trades;
    }
}
