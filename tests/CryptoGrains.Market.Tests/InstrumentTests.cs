namespace CryptoGrains.Market.Tests;

public sealed class InstrumentTests
{
    [Theory]
    [InlineData("BINANCE:BTCUSDT", "BINANCE", "BTCUSDT")]
    [InlineData("btcusdt", "BINANCE", "BTCUSDT")]
    [InlineData("okx:btc-usdt", "OKX", "BTC-USDT")]
    [InlineData("BTCUSDT.P", "BINANCE", "BTCUSDT.P")]
    public void A_name_is_read_with_its_venue_or_the_primary_one(string text, string venue, string symbol)
    {
        Assert.True(Instrument.TryParse(text, "BINANCE", out var instrument));
        Assert.Equal((venue, symbol), (instrument.Venue, instrument.Symbol));
        Assert.Equal(instrument, Instrument.Parse(instrument.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(":")]
    [InlineData("BINANCE:")]
    [InlineData(":BTCUSDT")]
    [InlineData("A:B:C")]
    [InlineData("BTC USDT")]
    [InlineData("../../etc/passwd")]
    [InlineData("BTCUSDT\u0000")]
    [InlineData("ВТС")]
    [InlineData("A23456789012345678901234567890123456789012345678X")]
    public void What_is_no_name_is_refused(string? text) =>
        Assert.False(Instrument.TryParse(text, "BINANCE", out _));

    [Fact]
    public void The_error_says_what_a_name_looks_like() =>
        Assert.Contains("BINANCE:BTCUSDT", Assert.Throws<FormatException>(() => Instrument.Parse("nonsense")).Message);
}
