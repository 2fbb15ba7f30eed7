using System.Text.Json;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Binance;

/// <summary>
/// Reads Binance's WebSocket messages, of spot and of USD-M futures, bare or in the envelope of a combined stream.
/// </summary>
/// <remarks>
/// A <c>trade</c> gives a trade; every other message only a time, its <c>E</c>, where it bears one. Futures are known by the
/// <c>X</c> that only their trades carry; where it is not <c>MARKET</c> (insurance fund, auto-deleveraging) no market traded.
/// </remarks>
internal sealed class BinanceMessages
{
    private readonly BinanceSymbols _symbols = new();

    /// <summary>Reads one message.</summary>
    public VenueMessage Read(ReadOnlySpan<byte> json, Timestamp receiveTime)
    {
        var fields = default(BinanceFields);
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return VenueMessage.Refused("the message is not a JSON object");

            ReadObject(ref reader, ref fields, isEnvelope: true);

            // A read past the end throws if anything follows the object.
            reader.Read();
        }
        catch (JsonException broken)
        {
            return VenueMessage.Refused($"the message is not JSON: {broken.Message}");
        }

        return fields.IsTrade && fields.IsMarket
            ? ReadTrade(ref fields, receiveTime)
            : new VenueMessage(null, fields.EventTime, null);
    }

    private static void ReadObject(ref Utf8JsonReader reader, scoped ref BinanceFields fields, bool isEnvelope)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (isEnvelope && name.SequenceEqual("data"u8) && reader.TokenType == JsonTokenType.StartObject)
                ReadObject(ref reader, ref fields, isEnvelope: false);
            else if (name.Length == 1)
                fields.Take(ref reader, name[0]);
            else
                reader.Skip();
        }
    }

    private VenueMessage ReadTrade(scoped ref BinanceFields fields, Timestamp receiveTime)
    {
        if (fields.TradeId is not { } id)
            return VenueMessage.Refused("the trade's id 't' is missing or not a whole number");
        if (fields.TradeTime is not { } time)
            return VenueMessage.Refused("the trade's time 'T' is missing or not a whole number");
        if (fields.BuyerIsMaker is not { } buyerIsMaker)
            return VenueMessage.Refused("the trade's side 'm' is missing or not true or false");
        if (!_symbols.TryFind(fields.Symbol, fields.IsFutures, out var instrument))
            return VenueMessage.Refused("the trade's symbol 's' is missing or no name of an instrument");
        if (!ExactDecimal.TryParse(fields.Price, out var price))
            return VenueMessage.Refused("the trade's price 'p' is missing or not a number of at most 28 digits");
        if (!ExactDecimal.TryParse(fields.Quantity, out var quantity))
            return VenueMessage.Refused("the trade's quantity 'q' is missing or not a number of at most 28 digits");

        var trade = new Trade(
            instrument,
            id,
            price,
            quantity,
            buyerIsMaker ? TakerSide.Sell : TakerSide.Buy,
            time,
            receiveTime);
        return new VenueMessage(trade, fields.EventTime, null);
    }
}
