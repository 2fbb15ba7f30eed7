using System.Text;
using CryptoGrains.Market;
using CryptoGrains.Streams.Kafka.Records;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Streams.Tests.Kafka.Records;

public sealed class RecordDecoderTests
{
    private const string Name = "BINANCE:BTCUSDT";

    private static readonly Timestamp Time = Timestamp.From(new DateTimeOffset(2024, 8, 9, 12, 0, 0, 123, 456, TimeSpan.Zero));

    private readonly RecordDecoder _decoder = new(partition: 0, partitionCount: 1);

    [Theory]
    [InlineData("61837.63", "0.00100")]
    [InlineData("0.000000000001", "9223372036854775807")]
    [InlineData("10000000000000000", "0.0001")]
    [InlineData("1", "1.000000000000")]
    public void What_is_encoded_is_decoded(string price, string quantity)
    {
        var trade = new Trade(Instrument.Parse(Name), 3_735_683_259, Number(price), Number(quantity), TakerSide.Sell, Time, Time + TimeSpan.FromMilliseconds(31));

        foreach (var entry in new[] { LogEntry.Of(trade), LogEntry.Of(trade with { TakerSide = TakerSide.Buy, ReceiveTime = Time - TimeSpan.FromDays(1) }) })
            Assert.Equal(entry, Decode(Name, RecordEncoder.Encode(entry)));
    }

    [Fact]
    public void A_clock_mark_is_decoded_whatever_its_venue()
    {
        var mark = LogEntry.Clock("NO VENUE THAT TRADES", Time);

        Assert.Equal(mark, Decode("NO VENUE THAT TRADES", RecordEncoder.Encode(mark)));
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var trade = new Trade(Instrument.Parse(Name), 1, 61837.63m, 0.5m, TakerSide.Sell, new Timestamp(1_000_000_000_000_000), new Timestamp(1_000_000_000_000_001));

        // Version, flags, decimals (2 of the price, 1 of the quantity), id 1, time, delay 1, 6183763, 5.
        Assert.Equal("010112028080B4CCD4DFC60302D3B6F90205", Convert.ToHexString(RecordEncoder.Encode(LogEntry.Of(trade))));
    }

    [Theory]
    [InlineData("\"price\":\"61837.63\",\"quantity\":\"0.00100\"", "61837.63", "0.001")]
    [InlineData("\"price\":61837.63,\"quantity\":1e-05", "61837.63", "0.00001")]
    [InlineData("\"price\":6183763e-2,\"quantity\":\"123456789012.345\",\"note\":{\"of\":[\"no\",1]}", "61837.63", "123456789012.345")]
    public void A_json_documents_numbers_are_those_that_are_written(string numbers, string price, string quantity)
    {
        var json = $"{{\"venue\":\"BINANCE\",\"symbol\":\"BTCUSDT\",\"id\":17,\"takerSide\":\"sell\",\"eventTime\":\"2024-08-09T12:00:00.123456Z\",{numbers}}}";

        var expected = new Trade(Instrument.Parse(Name), 17, Number(price), Number(quantity), TakerSide.Sell, Time, Time);
        Assert.Equal(LogEntry.Of(expected), Decode("any key", Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("1723204800123", 1_723_204_800_123_000)]
    [InlineData("\"2024-08-09T12:00:00.123Z\"", 1_723_204_800_123_000)]
    [InlineData("\"2024-08-09T14:00:00.123456+02:00\"", 1_723_204_800_123_456)]
    [InlineData("\"2024-08-09T12:00:00\"", 1_723_204_800_000_000)]
    public void A_json_documents_times_are_read(string written, long microseconds)
    {
        var entry = Decode(null, Encoding.UTF8.GetBytes(Json().Replace("1723204800000", written)));

        Assert.Equal(microseconds, entry.Time.Microseconds);
    }

    [Theory]
    [InlineData("id", "1", "1.5", "'id' is not a whole number of 64 bits")]
    [InlineData("price", "\"1\"", "\"-1\"", "the price -1 is not positive")]
    [InlineData("price", "\"1\"", "\"1.00000000000000000000000000001\"", "'price' is not a number")]
    [InlineData("price", "\"1\"", "null", "'price' is not a number")]
    [InlineData("takerSide", "\"buy\"", "\"BUY\"", "'takerSide' is not buy or sell")]
    [InlineData("eventTime", "1723204800000", "\"08/09/2024\"", "'eventTime' is not milliseconds since 1970")]
    [InlineData("eventTime", "1723204800000", "1723204800", "outside the years 2009 to 2100")]
    [InlineData("symbol", "\"BTCUSDT\"", "\"BTC USDT\"", "'BINANCE:BTC USDT' is not an instrument")]
    public void What_is_wrong_with_a_json_document_is_told(string property, string right, string wrong, string reason)
    {
        var json = Json();
        Assert.Contains($"\"{property}\":{right}", json);

        Refused(null, json.Replace($"\"{property}\":{right}", $"\"{property}\":{wrong}"), reason);
        Refused(null, json.Replace($"\"{property}\":", "\"other\":"), $"the document has no '{property}'");
    }

    [Fact]
    public void What_is_no_record_is_told()
    {
        Refused(Name, "", "has no value");
        Refused(Name, "hello", "begins with the byte 104");
        Refused(null, Json() + "x", "not JSON");
        Refused(null, Json()[..^1], "not JSON");
        var record = RecordEncoder.Encode(LogEntry.Of(new Trade(Instrument.Parse(Name), 1, 1m, 1m, TakerSide.Buy, Time, Time)));
        Refused(null, record, "a name is empty");
        Refused("binance:btcusdt", record, "the key is not an instrument's name");
        Refused("BINANCE", record, "the key is not an instrument's name");
        Refused(Name, [.. record, 0], "bytes are left");
        Refused(Name, record[..^1], "goes past the end");
        Refused(Name, [record[0], 4, .. record[2..]], "the flags 4");
    }

    [Fact]
    public void A_record_in_anothers_partition_is_refused()
    {
        var decoder = new RecordDecoder(partition: 0, partitionCount: 1_000_000);
        var record = RecordEncoder.Encode(LogEntry.Of(new Trade(Instrument.Parse(Name), 1, 1m, 1m, TakerSide.Buy, Time, Time)));

        Assert.Contains("BINANCE:BTCUSDT belongs to partition", Assert.Throws<InvalidDataException>(() => decoder.Decode(Encoding.ASCII.GetBytes(Name), record)).Message);
        Assert.Contains("BINANCE:BTCUSDT belongs to partition", Assert.Throws<InvalidDataException>(() => decoder.Decode([], Encoding.UTF8.GetBytes(Json()))).Message);
    }

    [Fact]
    public void Any_bytes_are_a_record_or_refused_with_a_reason()
    {
        var valid = new[] { RecordEncoder.Encode(LogEntry.Of(new Trade(Instrument.Parse(Name), 1, 61837.63m, 0.5m, TakerSide.Buy, Time, Time))), Encoding.UTF8.GetBytes(Json()) };
        Prop.ForAll<byte[], PositiveInt, byte>((key, place, value) =>
        {
            // Any bytes, any bytes behind either beginning, and a record with one byte that is another.
            Try(key, [.. key.Reverse()]);
            Try(Encoding.ASCII.GetBytes(Name), [1, .. key]);
            Try(key, [(byte)'{', .. key]);
            foreach (var record in valid)
            {
                var bent = record.ToArray();
                bent[place.Get % bent.Length] = value;
                Try(Encoding.ASCII.GetBytes(Name), bent);
                Try(Encoding.ASCII.GetBytes(Name), bent[..(place.Get % bent.Length)]);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

        void Try(byte[] key, byte[] value)
        {
            try
            {
                var entry = _decoder.Decode(key, value);
                Assert.True(entry.IsClock || TradeRules.Refuse(entry.Trade) is null);
            }
            catch (InvalidDataException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    private static string Json() =>
        "{\"venue\":\"BINANCE\",\"symbol\":\"BTCUSDT\",\"id\":1,\"price\":\"1\",\"quantity\":\"1\",\"takerSide\":\"buy\",\"eventTime\":1723204800000}";

    private static decimal Number(string text) => ExactDecimal.TryParse(Encoding.ASCII.GetBytes(text), out var value) ? value : throw new FormatException(text);

    private LogEntry Decode(string? key, byte[] value) => _decoder.Decode(Encoding.ASCII.GetBytes(key ?? string.Empty), value);

    private void Refused(string? key, string value, string reason) => Refused(key, Encoding.UTF8.GetBytes(value), reason);

    private void Refused(string? key, byte[] value, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Decode(key, value)).Message);
}
