using CryptoGrains.Market;

namespace CryptoGrains.Grains.Tests.Contracts;

public sealed class ChannelTests
{
    [Theory]
    [InlineData("ticker:BINANCE:BTCUSDT", "ticker:BINANCE:BTCUSDT")]
    [InlineData("trades:btcusdt", "trades:BINANCE:BTCUSDT")]
    [InlineData("candles:BINANCE:BTCUSDT:1m", "candles:BINANCE:BTCUSDT:1m")]
    [InlineData("candles:okx:btc-usdt:4h", "candles:OKX:BTC-USDT:4h")]
    [InlineData("alerts", "alerts")]
    [InlineData("candles:BTCUSDT:1d", "candles:BINANCE:BTCUSDT:1d")]
    public void A_name_is_read_with_its_venue_or_the_primary_one(string name, string whole)
    {
        Assert.True(Channel.TryParse(name, "BINANCE", out var channel));
        Assert.Equal(whole, channel.ToString());
        Assert.True(Channel.TryParse(whole, "ELSEWHERE", out var again));
        Assert.Equal(channel, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("alerts:")]
    [InlineData("alerts:BTCUSDT")]
    [InlineData("Alerts")]
    [InlineData("ticker")]
    [InlineData("ticker:")]
    [InlineData(":BTCUSDT")]
    [InlineData("book:BINANCE:BTCUSDT")]
    [InlineData("candles:BTCUSDT")]
    [InlineData("candles:BINANCE:BTCUSDT:2m")]
    [InlineData("candles:1m")]
    [InlineData("ticker:A:B:C")]
    public void What_is_no_name_is_refused(string? name) => Assert.False(Channel.TryParse(name, "BINANCE", out _));

    [Fact]
    public void The_forms_are_listed_for_errors() => Assert.Contains(Interval.FourHours.Name(), Channel.Forms);
}
