using System.Text.Json;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.History.Alerts;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>What a line of the journal is to a receiver of alerts.</summary>
/// <param name="Alert">The alert's id.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Severity">The alert's; null where the line does not tell: only <c>fired</c> does.</param>
internal readonly record struct AlertDelivery(string Alert, string Kind, AlertSeverity? Severity)
{
    /// <summary>The idempotency key: the same whenever and by whomever the line is sent.</summary>
    public string Key => $"{Alert}:{Kind}";

    /// <summary>Reads a line; null where it does not concern an alert.</summary>
    public static AlertDelivery? Of(JournalLine line)
    {
        if (line.Kind is not ("fired" or "resolved" or "retracted" or "acknowledged"))
            return null;

        using var document = JsonDocument.Parse(line.Body);
        return TextOf(document.RootElement, "alert") is { } alert
            ? new AlertDelivery(alert, line.Kind, AlertNames.TryParse(TextOf(document.RootElement, "severity"), out AlertSeverity severity) ? severity : null)
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
}
