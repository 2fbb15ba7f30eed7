using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Gateway.Rest.Alerts;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Json;

/// <summary>
/// The JSON form of market data, the same in REST and push. Prices and volumes are numbers, written digit for digit;
/// times are milliseconds since the Unix epoch.
/// </summary>
internal static class MarketJson
{
    // The default writer encodes each name again each time; these are encoded once.
    private static readonly JsonEncodedText OpenTime = JsonEncodedText.Encode("openTime");
    private static readonly JsonEncodedText Open = JsonEncodedText.Encode("open");
    private static readonly JsonEncodedText High = JsonEncodedText.Encode("high");
    private static readonly JsonEncodedText Low = JsonEncodedText.Encode("low");
    private static readonly JsonEncodedText Close = JsonEncodedText.Encode("close");
    private static readonly JsonEncodedText Volume = JsonEncodedText.Encode("volume");
    private static readonly JsonEncodedText QuoteVolume = JsonEncodedText.Encode("quoteVolume");
    private static readonly JsonEncodedText TradeCount = JsonEncodedText.Encode("tradeCount");
    private static readonly JsonEncodedText TakerBuyVolume = JsonEncodedText.Encode("takerBuyVolume");
    private static readonly JsonEncodedText FirstTradeId = JsonEncodedText.Encode("firstTradeId");
    private static readonly JsonEncodedText LastTradeId = JsonEncodedText.Encode("lastTradeId");
    private static readonly JsonEncodedText Vwap = JsonEncodedText.Encode("vwap");
    private static readonly JsonEncodedText Closed = JsonEncodedText.Encode("closed");
    private static readonly JsonEncodedText Partial = JsonEncodedText.Encode("partial");
    private static readonly JsonEncodedText Revision = JsonEncodedText.Encode("revision");
    private static readonly JsonEncodedText Source = JsonEncodedText.Encode("source");
    private static readonly JsonEncodedText Live = JsonEncodedText.Encode("live");
    private static readonly JsonEncodedText Batch = JsonEncodedText.Encode("batch");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Price = JsonEncodedText.Encode("price");
    private static readonly JsonEncodedText Quantity = JsonEncodedText.Encode("quantity");
    private static readonly JsonEncodedText Side = JsonEncodedText.Encode("side");
    private static readonly JsonEncodedText Buy = JsonEncodedText.Encode("buy");
    private static readonly JsonEncodedText Sell = JsonEncodedText.Encode("sell");
    private static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");

    /// <summary>The layer's name in JSON.</summary>
    public static JsonEncodedText NameOf(CandleSource source) => source == CandleSource.Batch ? Batch : Live;

    /// <summary>Writes candles as an array.</summary>
    public static void WriteCandles(Utf8JsonWriter json, ImmutableArray<Candle> candles)
    {
        json.WriteStartArray();
        foreach (ref readonly var candle in candles.AsSpan())
            WriteCandle(json, candle);
        json.WriteEndArray();
    }

    /// <summary>
    /// Writes an instrument's statistics as an object; its age is that of the last trade, at <paramref name="now"/>.
    /// </summary>
    public static void WriteTicker(Utf8JsonWriter json, MarketStatistics ticker, Timestamp now)
    {
        json.WriteStartObject();
        json.WriteString("symbol"u8, ticker.Instrument.Name);
        json.WriteNumber("last"u8, ticker.Last);
        json.WriteNumber(LastTradeId, ticker.LastTradeId);
        json.WriteNumber("lastTradeTime"u8, ticker.LastTradeTime.UnixMilliseconds);
        json.WriteNumber(Open, ticker.Open);
        json.WriteNumber(High, ticker.High);
        json.WriteNumber(Low, ticker.Low);
        json.WriteNumber(Volume, ticker.Volume);
        json.WriteNumber(QuoteVolume, ticker.QuoteVolume);
        json.WriteNumber(TradeCount, ticker.TradeCount);
        json.WriteNumber("tradesPerSecond"u8, ticker.TradesPerSecond);
        json.WriteNumber("watermark"u8, ticker.Watermark.UnixMilliseconds);
        json.WriteNumber("change"u8, ticker.Change);
        json.WriteNumber("changePercent"u8, ticker.ChangePercent);
        if (ticker.Vwap is { } vwap)
            json.WriteNumber(Vwap, vwap);
        else
            json.WriteNull(Vwap);
        // An exchange's clock may run ahead of ours: no trade is younger than now.
        json.WriteNumber("age"u8, Math.Max(0, now.UnixMilliseconds - ticker.LastTradeTime.UnixMilliseconds));
        json.WriteNumber("totalTrades"u8, ticker.TotalTrades);
        json.WriteNumber("duplicates"u8, ticker.Duplicates);
        json.WriteNumber("tooLate"u8, ticker.TooLate);
        json.WriteNumber("refused"u8, ticker.Refused);
        json.WriteNumber("gaps"u8, ticker.Gaps);
        json.WriteEndObject();
    }

    /// <summary>Writes what a channel's message says: the object that stands in "data" and "snapshot".</summary>
    public static void WritePayload(Utf8JsonWriter json, ChannelKind kind, ChannelPayload payload, Timestamp now)
    {
        json.WriteStartObject();
        switch (kind)
        {
            case ChannelKind.Ticker:
                json.WritePropertyName("ticker"u8);
                if (payload.Ticker is { } ticker)
                    WriteTicker(json, ticker, now);
                else
                    json.WriteNullValue();
                break;
            case ChannelKind.Trades:
                WriteTape(json, payload);
                break;
            case ChannelKind.Candles:
                json.WritePropertyName("candles"u8);
                WriteCandles(json, payload.Candles);
                break;
            case ChannelKind.Alerts:
                WriteAlerts(json, payload);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Writes gaps as an array.</summary>
    public static void WriteGaps(Utf8JsonWriter json, ImmutableArray<TradeGap> gaps)
    {
        json.WriteStartArray();
        foreach (var gap in gaps)
        {
            json.WriteStartObject();
            json.WriteNumber("firstId"u8, gap.FirstId);
            json.WriteNumber("lastId"u8, gap.LastId);
            json.WriteNumber("from"u8, gap.From.UnixMilliseconds);
            json.WriteNumber("to"u8, gap.To.UnixMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A message is a line of the journal as it is; a snapshot is the open alerts.</summary>
    private static void WriteAlerts(Utf8JsonWriter json, ChannelPayload payload)
    {
        if (payload.Line is { } line)
        {
            json.WritePropertyName("line"u8);
            json.WriteRawValue(line, skipInputValidation: true);
            return;
        }

        json.WritePropertyName("alerts"u8);
        JsonSerializer.Serialize(json, payload.Alerts.Select(AlertAnswer.Of), JsonSerializerOptions.Web);
        json.WriteNumber("open"u8, payload.Open);
    }

    private static void WriteCandle(Utf8JsonWriter json, in Candle candle)
    {
        json.WriteStartObject();
        json.WriteNumber(OpenTime, candle.OpenTime.UnixMilliseconds);
        json.WriteNumber(Open, candle.Open);
        json.WriteNumber(High, candle.High);
        json.WriteNumber(Low, candle.Low);
        json.WriteNumber(Close, candle.Close);
        json.WriteNumber(Volume, candle.Volume);
        WriteNumber(json, QuoteVolume, candle.QuoteVolume);
        WriteNumber(json, TradeCount, candle.TradeCount);
        WriteNumber(json, TakerBuyVolume, candle.TakerBuyVolume);
        WriteNumber(json, FirstTradeId, candle.FirstTradeId);
        WriteNumber(json, LastTradeId, candle.LastTradeId);
        WriteNumber(json, Vwap, candle.Vwap);
        json.WriteBoolean(Closed, candle.Closed);
        json.WriteBoolean(Partial, candle.Partial);
        json.WriteNumber(Revision, candle.Revision);
        json.WriteString(Source, NameOf(candle.Source));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonEncodedText name, decimal? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static void WriteTape(Utf8JsonWriter json, ChannelPayload payload)
    {
        json.WriteStartArray("trades"u8);
        foreach (ref readonly var trade in payload.Trades.AsSpan())
        {
            json.WriteStartObject();
            json.WriteNumber(Id, trade.Id);
            json.WriteNumber(Price, trade.Price);
            json.WriteNumber(Quantity, trade.Quantity);
            json.WriteString(Side, trade.TakerSide == TakerSide.Buy ? Buy : Sell);
            json.WriteNumber(Time, trade.EventTime.UnixMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("skipped"u8, payload.Skipped);
        json.WritePropertyName("gaps"u8);
        WriteGaps(json, payload.Gaps);
    }
}
