using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoGrains.Market;
using CryptoGrains.Streams.Blocks;

namespace CryptoGrains.Streams.Kafka.Records;

/// <summary>Reads a trade that someone else wrote as JSON. docs/formats/kafka.md has its schema.</summary>
internal static class JsonTrade
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>The trade of a JSON document. Its numbers are the ones that are written, not rounded ones.</summary>
    /// <exception cref="InvalidDataException">The document is not JSON, or lacks something: the message says what.</exception>
    public static Trade Read(ReadOnlySpan<byte> json, NameTable names)
    {
        try
        {
            return Parse(json, names);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second: text that is not UTF-8.
            throw new InvalidDataException($"the value is not JSON: {exception.Message}", exception);
        }
    }

    private static Trade Parse(ReadOnlySpan<byte> json, NameTable names)
    {
        string? venue = null, symbol = null;
        long? id = null;
        decimal? price = null, quantity = null;
        TakerSide? side = null;
        Timestamp? eventTime = null, receiveTime = null;

        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.GetString();
            reader.Read();
            switch (property)
            {
                case "venue": venue = Text(ref reader, property); break;
                case "symbol": symbol = Text(ref reader, property); break;
                case "id": id = Integer(ref reader, property); break;
                case "price": price = Number(ref reader, property); break;
                case "quantity": quantity = Number(ref reader, property); break;
                case "takerSide": side = Side(ref reader); break;
                case "eventTime": eventTime = Time(ref reader, property); break;
                case "receiveTime": receiveTime = Time(ref reader, property); break;
                default: reader.Skip(); break;
            }
        }

        // Nothing may follow the document: this throws where something does.
        reader.Read();
        var time = eventTime ?? throw Missing("eventTime");
        return new Trade(
            InstrumentOf(venue ?? throw Missing("venue"), symbol ?? throw Missing("symbol"), names),
            id ?? throw Missing("id"),
            price ?? throw Missing("price"),
            quantity ?? throw Missing("quantity"),
            side ?? throw Missing("takerSide"),
            time,
            receiveTime ?? time);
    }

    private static Instrument InstrumentOf(string venue, string symbol, NameTable names)
    {
        var name = $"{venue}:{symbol}";
        var instrument = names.Of(Encoding.UTF8.GetBytes(name)).Instrument;
        return instrument != default ? instrument : throw new InvalidDataException($"'{name}' is not an instrument");
    }

    private static string Text(ref Utf8JsonReader reader, string property) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Wrong(property, "text");

    private static long Integer(ref Utf8JsonReader reader, string property) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : throw Wrong(property, "a whole number of 64 bits");

    private static decimal Number(ref Utf8JsonReader reader, string property)
    {
        var isRead = reader.TokenType switch
        {
            JsonTokenType.Number => ExactDecimal.TryParse(reader.ValueSpan, out var number) ? number : null,
            JsonTokenType.String => ExactDecimal.TryParse(Encoding.UTF8.GetBytes(reader.GetString()!), out var number) ? number : null,
            _ => (decimal?)null,
        };
        return isRead ?? throw Wrong(property, "a number, or text with one, of at most 28 digits");
    }

    private static TakerSide Side(ref Utf8JsonReader reader) => Text(ref reader, "takerSide") switch
    {
        "buy" => TakerSide.Buy,
        "sell" => TakerSide.Sell,
        _ => throw Wrong("takerSide", "buy or sell"),
    };

    private static Timestamp Time(ref Utf8JsonReader reader, string property)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var milliseconds)
            && milliseconds is >= 0 and < long.MaxValue / 1_000)
        {
            return Timestamp.FromUnixMilliseconds(milliseconds);
        }

        return reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParseExact(
                reader.GetString(), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Timestamp.From(time)
            : throw Wrong(property, "milliseconds since 1970, or a date and time such as 2024-08-09T12:00:00.123456Z");
    }

    private static InvalidDataException Missing(string property) => new($"the document has no '{property}'");

    private static InvalidDataException Wrong(string property, string allowed) => new($"'{property}' is not {allowed}");
}
