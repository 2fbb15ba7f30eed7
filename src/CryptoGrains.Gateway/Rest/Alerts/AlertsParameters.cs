using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>The query of <c>alerts</c>, as the client wrote it.</summary>
internal sealed class AlertsParameters
{
    public static readonly string[] Names = ["state", "rule", "symbol", "severity", "from", "to", "limit", "cursor", "format"];

    [FromQuery(Name = "state"), Description("firing, acknowledged or resolved; usually all.")]
    public string? State { get; init; }

    [FromQuery(Name = "rule"), Description("The id of a rule, one that was deleted too; usually all.")]
    public string? Rule { get; init; }

    [FromQuery(Name = "symbol"), Description("VENUE:SYMBOL, or a symbol of the primary venue; usually all.")]
    public string? Symbol { get; init; }

    [FromQuery(Name = "severity"), Description("info, warning or critical; usually all.")]
    public string? Severity { get; init; }

    [FromQuery(Name = "from"), Description("Those that fired at this event time or later: ISO 8601, or ms since 1970.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Those that fired before this event time.")]
    public string? To { get; init; }

    [FromQuery(Name = "limit"), Description("The most alerts to give: 1 to 10,000, usually 100.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The 'next' of the page before, with the same other parameters.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "format"), Description("json or csv; usually json.")]
    public string? Format { get; init; }
}
