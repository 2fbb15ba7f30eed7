namespace CryptoGrains.Market.Tests;

public sealed class TradeRulesTests
{
    private static readonly Timestamp Time = Timestamp.From(new DateTimeOffset(2024, 8, 9, 0, 0, 0, TimeSpan.Zero));

    private static readonly Trade Good = new(Instrument.Parse("BINANCE:SHIBUSDT"), 1, 0.00001234m, 13e12m, TakerSide.Buy, Time, Time);

    [Fact]
    public void A_real_trade_is_accepted() => Assert.Null(TradeRules.Refuse(Good));

    public static TheoryData<Trade, string> Bad => new()
    {
        { Good with { Instrument = default }, "no instrument" },
        { Good with { Id = -1 }, "trade id -1 is negative" },
        { Good with { Price = 0 }, "price 0 is not positive" },
        { Good with { Price = -0.5m }, "price -0.5 is not positive" },
        { Good with { Quantity = 0 }, "quantity 0 is not positive" },
        { Good with { Quantity = 0.000000000000000001m }, "can't be kept exactly" },
        { Good with { Quantity = 10_000_000_000_000_000_000m }, "can't be kept exactly" },
        { Good with { Price = 1.000000000001m, Quantity = 0.00001m }, "17 decimals together" },
        { Good with { Price = 61_837_000_000_000_000m }, "can't be kept exactly" },
        { Good with { EventTime = new Timestamp(1_723_161_600_000) }, "outside the years" },
        { Good with { EventTime = new Timestamp(1_723_161_600_000_000_000) }, "outside the years" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_can_not_be_counted_is_refused_with_its_reason(Trade trade, string reason) =>
        Assert.Contains(reason, TradeRules.Refuse(trade));
}
