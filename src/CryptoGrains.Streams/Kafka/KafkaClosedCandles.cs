using System.Buffers;
using System.Text.Json;
using CryptoGrains.Market;

namespace CryptoGrains.Streams.Kafka;

/// <summary>Closed candles as JSON in a topic, keyed by their instrument. docs/formats/kafka.md has their form.</summary>
internal sealed class KafkaClosedCandles(KafkaLogOptions options, RenewedProducer producers) : IClosedCandles
{
    private readonly string _topic = KafkaTopics.ProcessedOf(options.Topic);

    /// <inheritdoc/>
    public Task KeepAsync(Instrument instrument, Interval interval, Candle candle) => producers.KeepAsync(
        _topic, instrument.Name, ToJson(instrument, interval, candle), $"The candle {interval.Name()} of {instrument} at {candle.OpenTime}");

    private static byte[] ToJson(Instrument instrument, Interval interval, in Candle candle)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("instrument", instrument.Name);
            json.WriteString("interval", interval.Name());
            json.WriteNumber("openTime", candle.OpenTime.UnixMilliseconds);
            json.WriteNumber("open", candle.Open);
            json.WriteNumber("high", candle.High);
            json.WriteNumber("low", candle.Low);
            json.WriteNumber("close", candle.Close);
            json.WriteNumber("volume", candle.Volume);
            Write(json, "quoteVolume", candle.QuoteVolume);
            Write(json, "tradeCount", candle.TradeCount);
            Write(json, "takerBuyVolume", candle.TakerBuyVolume);
            Write(json, "firstTradeId", candle.FirstTradeId);
            Write(json, "lastTradeId", candle.LastTradeId);
            json.WriteBoolean("partial", candle.Partial);
            json.WriteNumber("revision", candle.Revision);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
