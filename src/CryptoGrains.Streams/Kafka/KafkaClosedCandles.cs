using System.Buffers;
using System.Text.Json;
using Confluent.Kafka;
using CryptoGrains.Market;
using Instrument = CryptoGrains.Market.Instrument;

namespace CryptoGrains.Streams.Kafka;

/// <summary>Keeps closed candles in a topic of their own, keyed by their instrument. docs/formats/kafka.md has their form.</summary>
internal sealed class KafkaClosedCandles(KafkaClients clients) : IClosedCandles, IDisposable
{
    // Room for what a replay closes between two checkpoints; who finds none tells its candles again later.
    private const int MostQueued = 100_000;

    private readonly string _topic = KafkaTopics.ProcessedOf(clients.Options.Topic);
    private readonly IProducer<string, byte[]> _producer = clients.KeyedProducer(MostQueued);

    /// <inheritdoc/>
    public async Task KeepAsync(Instrument instrument, Interval interval, Candle candle)
    {
        try
        {
            await _producer.ProduceAsync(_topic, new Message<string, byte[]> { Key = instrument.Name, Value = ToJson(instrument, interval, candle) });
        }
        catch (KafkaException exception)
        {
            throw new TradeLogException(
                $"A closed candle of {instrument} was not acknowledged in {_topic} at {clients.Options.Bootstrap}: "
                + $"{exception.Error.Reason} ({exception.Error.Code}). It is told again.",
                exception);
        }
    }

    /// <summary>Sends what waits, as long as a request may take, and closes the connection.</summary>
    public void Dispose()
    {
        _producer.Flush(clients.Options.Timeout);
        _producer.Dispose();
    }

    private static byte[] ToJson(Instrument instrument, Interval interval, Candle candle)
    {
        var bytes = new ArrayBufferWriter<byte>(384);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("symbol"u8, instrument.Name);
            json.WriteString("interval"u8, interval.Name());
            json.WriteNumber("openTime"u8, candle.OpenTime.UnixMilliseconds);
            json.WriteNumber("open"u8, candle.Open);
            json.WriteNumber("high"u8, candle.High);
            json.WriteNumber("low"u8, candle.Low);
            json.WriteNumber("close"u8, candle.Close);
            json.WriteNumber("volume"u8, candle.Volume);

            // The rest is null in imported candles only; these come from trades.
            json.WriteNumber("quoteVolume"u8, candle.QuoteVolume!.Value);
            json.WriteNumber("tradeCount"u8, candle.TradeCount!.Value);
            json.WriteNumber("takerBuyVolume"u8, candle.TakerBuyVolume!.Value);
            json.WriteNumber("firstTradeId"u8, candle.FirstTradeId!.Value);
            json.WriteNumber("lastTradeId"u8, candle.LastTradeId!.Value);
            json.WriteBoolean("partial"u8, candle.Partial);
            json.WriteNumber("revision"u8, candle.Revision);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
