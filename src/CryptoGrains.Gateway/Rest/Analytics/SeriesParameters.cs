using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>The query of what is asked of one instrument, as the client wrote it.</summary>
internal sealed record SeriesParameters(
    [property: FromQuery(Name = "interval"), Description("1m, 5m, 15m, 1h, 4h or 1d; usually 1h.")] string? Interval,
    [property: FromQuery(Name = "from"), Description("Open times from this one on, 10,000 bars at the most; usually the latest 10,000.")] string? From,
    [property: FromQuery(Name = "to"), Description("Open times before this one; usually to the end.")] string? To)
{
    /// <summary>The names, as an error offers them.</summary>
    public static readonly string[] Names = ["interval", "from", "to"];
}
