using System.Text;
using CryptoGrains.Feeds.Binance;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Feeds.Tests.Binance;

public class BinanceMessagesTests
{
    private const string Spot =
        """{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":3735683259,"p":"61837.63000000","q":"0.02000000","T":1723161255342,"m":true,"M":true}}""";

    private const string Futures =
        """{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161256322,"T":1723161256322,"s":"BTCUSDT","t":5266583935,"p":"61800.30","q":"0.006","X":"MARKET","m":false}}""";

    private static readonly Timestamp Received = new(1_723_161_254_087_896);

    private readonly BinanceMessages _messages = new();

    [Fact]
    public void A_spot_trade()
    {
        var expected = new Trade(
            Instrument.Parse("BINANCE:BTCUSDT"), 3_735_683_259, 61_837.63m, 0.02m, TakerSide.Sell, new Timestamp(1_723_161_255_342_000), Received);

        Assert.Equal(new VenueMessage(expected, new Timestamp(1_723_161_255_343_000), null), Read(Spot));
    }

    [Fact]
    public void A_futures_trade()
    {
        var expected = new Trade(
            Instrument.Parse("BINANCE:BTCUSDT.P"), 5_266_583_935, 61_800.3m, 0.006m, TakerSide.Buy, new Timestamp(1_723_161_256_322_000), Received);

        Assert.Equal(new VenueMessage(expected, new Timestamp(1_723_161_256_322_000), null), Read(Futures));
    }

    [Fact]
    public void A_message_without_the_envelope_of_a_combined_stream() =>
        Assert.Equal(Read(Spot), Read(Spot[(Spot.IndexOf("data", StringComparison.Ordinal) + 6)..^1]));

    [Fact]
    public void A_dated_future_keeps_its_own_name() =>
        Assert.Equal("BINANCE:BTCUSDT_240927", Read(Futures.Replace("BTCUSDT", "BTCUSDT_240927", StringComparison.Ordinal)).Trade!.Value.Instrument.Name);

    [Fact]
    public void Microseconds_are_told_by_their_size() =>
        Assert.Equal(
            1_723_161_255_342_123,
            Read(Spot.Replace("1723161255342", "1723161255342123", StringComparison.Ordinal)).Trade!.Value.EventTime.Microseconds);

    [Theory]
    [InlineData("INSURANCE_FUND")]
    [InlineData("ADL")]
    [InlineData("NA")]
    public void What_the_market_did_not_trade_is_no_trade_and_no_error(string type) =>
        Assert.Equal(
            new VenueMessage(null, new Timestamp(1_723_161_256_322_000), null), Read(Futures.Replace("MARKET", type, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{"stream":"x","data":{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":1,"u":2,"b":[["1","0"]],"a":[]}}""", 1_723_161_255_208_000)]
    [InlineData("""{"stream":"x","data":{"e":"bookTicker","u":1,"s":"BTCUSDT","b":"1","B":"2","a":"3","A":"4","T":1723161256313,"E":1723161256314}}""", 1_723_161_256_314_000)]
    [InlineData("""{"lastUpdateId":1,"E":1723161256501,"T":1723161256493,"bids":[["1","2"]],"asks":[]}""", 1_723_161_256_501_000)]
    [InlineData("""{"stream":"x","data":{"u":1,"s":"BTCUSDT","b":"1","B":"2","a":"3","A":"4"}}""", null)]
    [InlineData("""{"lastUpdateId":1,"bids":[["1","2"]],"asks":[]}""", null)]
    [InlineData("""{"result":null,"id":1}""", null)]
    [InlineData("{}", null)]
    public void All_else_gives_the_venue_s_time_where_it_bears_one(string json, long? time) =>
        Assert.Equal(new VenueMessage(null, time is { } known ? new Timestamp(known) : null, null), Read(json));

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"a\":", "not JSON")]
    [InlineData("{} {}", "not JSON")]
    [InlineData("{\"a\":NaN}", "not JSON")]
    public void What_is_no_message_says_so(string json, string reason) =>
        Assert.Contains(reason, Read(json).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"t\":3735683259", "\"t\":\"x\"", "id 't'")]
    [InlineData("\"t\":3735683259", "\"t\":99999999999999999999", "id 't'")]
    [InlineData("\"T\":1723161255342", "\"T\":null", "time 'T'")]
    [InlineData("\"m\":true", "\"m\":1", "side 'm'")]
    [InlineData("\"s\":\"BTCUSDT\"", "\"s\":\"\"", "symbol 's'")]
    [InlineData("\"s\":\"BTCUSDT\"", "\"s\":\"A:B\"", "symbol 's'")]
    [InlineData("\"s\":\"BTCUSDT\"", "\"s\":\"ÄÖÜ\"", "symbol 's'")]
    [InlineData("\"s\":\"BTCUSDT\"", "\"s\":\"0123456789012345678901234567890123456789012345678\"", "symbol 's'")]
    [InlineData("61837.63000000", "NaN", "price 'p'")]
    [InlineData("\"61837.63000000\"", "null", "price 'p'")]
    [InlineData("0.02000000", "0.00000000000000000000000000000000000001", "quantity 'q'")]
    [InlineData("0.02000000", "", "quantity 'q'")]
    public void A_trade_that_lacks_something_says_what(string right, string wrong, string reason) =>
        Assert.Contains(reason, Read(Spot.Replace(right, wrong, StringComparison.Ordinal)).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("61837.63000000", "1e-18")]
    [InlineData("61837.63000000", "-61837.63")]
    [InlineData("61837.63000000", "0")]
    [InlineData("0.02000000", "99999999999999999999999999")]
    [InlineData("\"T\":1723161255342", "\"T\":9223372036854775807")]
    [InlineData("\"T\":1723161255342", "\"T\":-9223372036854775808")]
    [InlineData("\"t\":3735683259", "\"t\":-1")]
    public void A_trade_that_can_be_read_and_not_be_counted_is_left_to_the_border(string right, string wrong)
    {
        var trade = Read(Spot.Replace(right, wrong, StringComparison.Ordinal)).Trade;

        Assert.NotNull(TradeRules.Refuse(trade!.Value));
    }

    [Fact]
    public void A_message_cut_or_with_a_byte_changed_anywhere_is_read_or_refused_and_never_throws() =>
        Prop.ForAll(Gen.Choose(0, Spot.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (place, value) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Spot);
            var cut = _messages.Read(bytes.AsSpan(0, place), Received);
            bytes[place] = (byte)value;
            _messages.Read(bytes, Received);
            return cut.Refusal is not null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes_are_refused() =>
        Prop.ForAll<byte[]>(bytes => _messages.Read(bytes, Received).Trade is null).QuickCheckThrowOnFailure();

    private VenueMessage Read(string json) => _messages.Read(Encoding.UTF8.GetBytes(json), Received);
}
