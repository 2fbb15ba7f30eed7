using System.Text.Json;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>A rule as the journal has it.</summary>
internal static class AlertRuleJson
{
    /// <summary>Writes its members into an object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, AlertRule rule)
    {
        json.WriteString("id"u8, rule.Id);
        json.WriteNumber("version"u8, rule.Version);
        json.WriteString("name"u8, rule.Name);
        json.WriteString("when"u8, rule.When);
        json.WriteString("interval"u8, rule.Interval.Name());
        json.WriteStartArray("instruments"u8);
        foreach (var instrument in rule.Instruments)
            json.WriteStringValue(instrument.Name);
        json.WriteEndArray();
        json.WriteString("severity"u8, rule.Severity.Name());
        json.WriteNumber("hysteresis"u8, rule.Hysteresis);
        json.WriteNumber("cooldown"u8, rule.Cooldown.TotalSeconds);
        json.WriteString("expires"u8, rule.Expires?.ToString());
        json.WriteBoolean("enabled"u8, rule.Enabled);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">One of them is not what it should be.</exception>
    public static AlertRule Read(JsonElement json) => new()
    {
        Id = json.Text("id"),
        Version = json.GetProperty("version").GetInt32(),
        Name = json.Text("name"),
        When = json.Text("when"),
        Interval = Intervals.TryParse(json.Text("interval"), out var interval)
            ? interval
            : throw new FormatException($"'{json.Text("interval")}' is no interval."),
        Instruments = [.. json.GetProperty("instruments").EnumerateArray().Select(name => Instrument.Parse(name.GetString()!))],
        Severity = AlertNames.ParseSeverity(json.Text("severity")),
        Hysteresis = json.GetProperty("hysteresis").GetDouble(),
        Cooldown = TimeSpan.FromSeconds(json.GetProperty("cooldown").GetDouble()),
        Expires = json.TimeOrNull("expires"),
        Enabled = json.GetProperty("enabled").GetBoolean(),
    };
}
