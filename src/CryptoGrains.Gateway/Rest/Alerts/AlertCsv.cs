using System.Globalization;
using System.Text;
using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>Alerts as CSV, one line each under a header line; the columns are the members of the JSON.</summary>
internal static class AlertCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    public const string Header =
        "id,seq,rule,version,name,severity,symbol,cause,state,firedAt,acknowledgedAt,acknowledgedBy,resolvedAt,retracted,saw";

    public static byte[] Encode(IEnumerable<Alert> alerts)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var alert in alerts)
        {
            text.Append($"{alert.Id},{alert.Seq},{Quote(alert.RuleId)},{alert.RuleVersion},{Quote(alert.RuleName)},{alert.Severity.Name()},{alert.Instrument},");
            text.Append($"{Quote(alert.Cause)},{alert.State.Name()},{alert.FiredAt.UnixMilliseconds},{alert.AcknowledgedAt?.UnixMilliseconds},");
            text.Append($"{Quote(alert.AcknowledgedBy ?? "")},{alert.ResolvedAt?.UnixMilliseconds},{(alert.Retracted ? "true" : "false")},");
            text.Append(Quote(string.Join(' ', alert.Saw.Select(measure => string.Create(CultureInfo.InvariantCulture, $"{measure.Name}={measure.Value:R}"))))).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>
    /// A text that people wrote: in quotes where it needs them, and with an apostrophe before what a spreadsheet would take for a formula.
    /// </summary>
    private static string Quote(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
