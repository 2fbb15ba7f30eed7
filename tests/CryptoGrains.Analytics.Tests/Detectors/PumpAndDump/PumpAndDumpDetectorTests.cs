using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Detectors.PumpAndDump;

public class PumpAndDumpDetectorTests
{
    private const double Before = 1_800;

    [Fact]
    public void Price_volume_and_orders_to_buy_together_are_a_pump_and_the_way_down_is_a_dump()
    {
        var found = Found([.. Calm(Before), .. Rush(price: second => 100 + Math.Min(second, 20) - Math.Max(0, second - 40))]);

        Assert.Equal(["pump", "dump"], found.Select(finding => finding.Event));
        var (pump, dump) = (found[0], found[1]);
        Assert.InRange((pump.Since - Made.At(Before)).TotalSeconds, -25, 25);
        Assert.InRange((pump.At - Made.At(Before)).TotalSeconds, 0, 25);
        Assert.True(pump["rise"] >= 0.03 && pump["volume"] >= 4 * pump["usualVolume"] && pump["rushOrders"] >= 3 * pump["usualRushOrders"]);
        Assert.Equal(100, pump["usualPrice"], 0);
        Assert.Equal(120, dump["peak"], 6);
        Assert.InRange(dump["price"], 109, 110);
        Assert.Equal(Made.At(Before + 20), dump.Since);
    }

    [Fact]
    public void Price_without_volume_is_none() =>
        Assert.Empty(Found([.. Calm(Before), .. Calm(200, Before, price: second => 100 + (second / 10))]));

    [Fact]
    public void Volume_without_price_is_none() => Assert.Empty(Found([.. Calm(Before), .. Rush(price: _ => 100)]));

    [Fact]
    public void Volume_and_price_of_sellers_are_none() =>
        Assert.Empty(Found([.. Calm(Before), .. Rush(price: second => 100 + second, side: TakerSide.Sell)]));

    [Fact]
    public void One_order_that_takes_many_makers_is_one_order()
    {
        var sweep = Enumerable.Range(0, 500).Select(i => Made.Trade(Before, 100 + (i * 0.05), quantity: 50));
        Assert.Empty(Found([.. Calm(Before), .. sweep]));
    }

    [Fact]
    public void A_market_that_trends_up_with_volume_is_none() =>
        Assert.Empty(Found(Calm(20_000, price: second => 100 + (second / 250))));

    [Fact]
    public void It_says_nothing_before_it_knows_the_level() =>
        Assert.Empty(Found([.. Calm(500, Before - 500), .. Rush(price: second => 100 + second)]));

    private static List<Finding> Found(IEnumerable<Trade> trades) => Made.OfTrades("pump-and-dump").Findings(trades);

    // A trade a second, bought and sold by turns.
    private static IEnumerable<Trade> Calm(double seconds, double from = 0, Func<double, double>? price = null) =>
        Enumerable.Range(0, (int)seconds).Select(i => Made.Trade(
            from + i, price?.Invoke(i) ?? 100 + (0.01 * (i % 3)), 1, i % 2 == 0 ? TakerSide.Buy : TakerSide.Sell));

    // Ten trades a second of twice the size, for a minute.
    private static IEnumerable<Trade> Rush(Func<double, double> price, TakerSide side = TakerSide.Buy) =>
        Enumerable.Range(0, 600).Select(i => Made.Trade(Before + (i / 10.0), price(i / 10.0), 2, side));
}
