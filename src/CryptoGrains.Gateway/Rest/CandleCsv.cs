using System.Collections.Immutable;
using System.Text;
using CryptoGrains.Gateway.Json;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>A page of candles as CSV, one line each under a header line; the columns are the members of the JSON.</summary>
internal static class CandleCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    public const string Header =
        "openTime,open,high,low,close,volume,quoteVolume,tradeCount,takerBuyVolume,firstTradeId,lastTradeId,vwap,"
        + "closed,partial,revision,source";

    public static byte[] Encode(ImmutableArray<Candle> candles, bool withHeader = true)
    {
        var text = new StringBuilder();
        if (withHeader)
            text.Append(Header).Append('\n');
        foreach (ref readonly var c in candles.AsSpan())
        {
            text.Append($"{c.OpenTime.UnixMilliseconds},{c.Open},{c.High},{c.Low},{c.Close},{c.Volume},{c.QuoteVolume},{c.TradeCount},");
            text.Append($"{c.TakerBuyVolume},{c.FirstTradeId},{c.LastTradeId},{c.Vwap},");
            text.Append($"{(c.Closed ? "true" : "false")},{(c.Partial ? "true" : "false")},{c.Revision},{MarketJson.NameOf(c.Source)}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
