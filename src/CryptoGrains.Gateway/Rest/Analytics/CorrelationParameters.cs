using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>The query of <c>correlation</c>, and most of that of <c>network</c>, as the client wrote it.</summary>
internal sealed record CorrelationParameters(
    [property: FromQuery(Name = "interval"), Description("1m, 5m, 15m, 1h, 4h or 1d; usually 1h.")] string? Interval,
    [property: FromQuery(Name = "window"), Description("How many bars: 3 to 9,999, and with all instruments 250,000 closes at the most; usually 168.")]
    string? Window,
    [property: FromQuery(Name = "to"), Description("The window ends before this time; usually with the latest closed bar.")] string? To,
    [property: FromQuery(Name = "method"), Description("pearson, or spearman (of ranks); usually pearson.")] string? Method,
    [property: FromQuery(Name = "symbols"), Description("The instruments, with commas, 200 at the most; usually all.")] string? Symbols)
{
    /// <summary>The names, as an error offers them.</summary>
    public static readonly string[] Names = ["interval", "window", "to", "method", "symbols"];
}
