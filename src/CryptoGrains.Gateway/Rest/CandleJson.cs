using System.Text.Json;
using CryptoGrains.Gateway.Json;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>A page of candles as JSON: <see cref="CandlesAnswer"/>, written without building it.</summary>
internal static class CandleJson
{
    /// <summary>About what a candle takes, so that the buffer seldom grows.</summary>
    private const int BytesPerCandle = 384;

    private static readonly JsonEncodedText Boundary = JsonEncodedText.Encode("boundary");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");

    public static byte[] Encode(Instrument instrument, Interval interval, TimelinePage page, string? next)
    {
        using var buffer = new PooledBuffer(256 + (page.Candles.Length * BytesPerCandle));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("symbol"u8, instrument.Name);
            json.WriteString("interval"u8, interval.Name());
            WriteNumber(json, Boundary, page.Boundary?.UnixMilliseconds);
            WriteNumber(json, Version, page.MadeFrom.Table);
            json.WritePropertyName("candles"u8);
            MarketJson.WriteCandles(json, page.Candles);
            json.WriteString("next"u8, next);
            if (page.Warning is not null)
                json.WriteString("warning"u8, page.Warning);
            json.WriteEndObject();
        }

        return buffer.Written.ToArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonEncodedText name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
