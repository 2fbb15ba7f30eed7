using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace CryptoGrains.Gateway.Rest;

/// <summary>The query of <c>ohlcv</c>, as the client wrote it.</summary>
internal sealed record OhlcvParameters(
    [property: FromQuery(Name = "interval"), Description("1m, 5m, 15m, 1h, 4h or 1d; usually 1m.")] string? Interval,
    [property: FromQuery(Name = "from"), Description("Open times from this one on, ISO 8601 or ms since 1970; usually the latest.")]
    string? From,
    [property: FromQuery(Name = "to"), Description("Open times before this one, ISO 8601 or ms since 1970; usually to the end.")]
    string? To,
    [property: FromQuery(Name = "limit"), Description("The most candles to give: 1 to 5,000, usually 500.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("The 'next' of the page before.")] string? Cursor,
    [property: FromQuery(Name = "format"), Description("json, csv or parquet; usually json.")] string? Format,
    [property: FromQuery(Name = "fill"), Description("none, or previous: a flat candle for each silent interval; usually none.")] string? Fill,
    [property: FromQuery(Name = "source"), Description("merged (batch and live as one), batch or live; usually merged.")] string? Source,
    [property: FromQuery(Name = "asOf"), Description("The history as it was: a version of its table, or a time. Reads the history alone.")]
    string? AsOf)
{
    /// <summary>The names, as an error offers them.</summary>
    public static readonly string[] Names = ["interval", "from", "to", "limit", "cursor", "format", "fill", "source", "asOf"];
}
