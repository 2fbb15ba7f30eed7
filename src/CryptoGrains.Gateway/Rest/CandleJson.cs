using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.Gateway.Json;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>A page of candles as JSON: <see cref="CandlesAnswer"/>, written without building it.</summary>
internal static class CandleJson
{
    /// <summary>About what a candle takes, so that the buffer seldom grows.</summary>
    private const int BytesPerCandle = 384;

    public static byte[] Encode(Instrument instrument, Interval interval, ImmutableArray<Candle> candles, string? next)
    {
        using var buffer = new PooledBuffer(256 + (candles.Length * BytesPerCandle));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("symbol"u8, instrument.Name);
            json.WriteString("interval"u8, interval.Name());
            json.WriteNull("boundary"u8);
            json.WriteNull("version"u8);
            json.WritePropertyName("candles"u8);
            MarketJson.WriteCandles(json, candles);
            json.WriteString("next"u8, next);
            json.WriteEndObject();
        }

        return buffer.Written.ToArray();
    }
}
