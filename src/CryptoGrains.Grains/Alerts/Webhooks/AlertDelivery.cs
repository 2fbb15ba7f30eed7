using System.Text.Json;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.History.Alerts;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>What a line of the journal is to a receiver of alerts.</summary>
/// <param name="Key">The idempotency key: alert and kind, so that it is the same whenever and by whomever the line is sent.</param>
/// <param name="Severity">The alert's; the greatest where the line does not tell, for an alert too many is better than one too few.</param>
internal readonly record struct AlertDelivery(string Key, AlertSeverity Severity)
{
    /// <summary>Reads a line; null where it does not concern an alert.</summary>
    public static AlertDelivery? Of(JournalLine line)
    {
        if (line.Kind is not ("fired" or "resolved" or "retracted" or "acknowledged"))
            return null;

        using var document = JsonDocument.Parse(line.Body);
        return TextOf(document.RootElement, "alert") is { } alert
            ? new AlertDelivery($"{alert}:{line.Kind}", SeverityOf(TextOf(document.RootElement, "severity")))
            : null;
    }

    /// <summary>What a line is about: the instrument, or else the rule, or else its own kind. Lines of one of them are to stay in order.</summary>
    public static string SubjectOf(JournalLine line)
    {
        using var document = JsonDocument.Parse(line.Body);
        return TextOf(document.RootElement, "instrument") ?? TextOf(document.RootElement, "id") ?? line.Kind;
    }

    private static string? TextOf(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static AlertSeverity SeverityOf(string? name) => name switch
    {
        "info" => AlertSeverity.Info,
        "warning" => AlertSeverity.Warning,
        _ => AlertSeverity.Critical,
    };
}
