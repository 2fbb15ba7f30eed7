using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>The journal's lines and what they say, both ways: the bodies of docs/formats/alert-journal.md.</summary>
internal static class AlertLines
{
    /// <summary>Writes what happened as an entry.</summary>
    public static JournalEntry Write(AlertChange change, string by, bool isNewRule = false)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            WriteMembers(json, change);
            json.WriteEndObject();
        }

        return new JournalEntry(KindOf(change, isNewRule), by, body.WrittenMemory);
    }

    /// <summary>Reads what a line says; null where it concerns neither rules nor alerts.</summary>
    /// <exception cref="JournalException">The body is not what the line's kind promises.</exception>
    public static AlertChange? Read(JournalLine line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.Body);
            var body = document.RootElement;
            return line.Kind switch
            {
                "began" => new Began(body.Text("epoch")),
                "rule-added" or "rule-changed" => new RuleKept(AlertRuleJson.Read(body)),
                "rule-deleted" => new RuleDeleted(body.Text("id"), body.GetProperty("version").GetInt32()),
                "fired" => new Fired(ReadFired(body, line.Seq)),
                "resolved" => new Resolved(ReadReference(body), body.Time("at"), body.Text("because"), ReadSaw(body)),
                "retracted" => new Retracted(ReadReference(body), body.Time("at"), ReadSaw(body)),
                "acknowledged" => new Acknowledged(ReadReference(body), body.TextOrNull("note")),
                _ => null,
            };
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new JournalException($"Line {line.Seq} of the journal, '{line.Kind}', has a body that can't be read: {fault.Message}", fault);
        }
    }

    private static string KindOf(AlertChange change, bool isNewRule) => change switch
    {
        Began => "began",
        RuleKept => isNewRule ? "rule-added" : "rule-changed",
        RuleDeleted => "rule-deleted",
        Fired => "fired",
        Resolved => "resolved",
        Retracted => "retracted",
        _ => "acknowledged",
    };

    private static void WriteMembers(Utf8JsonWriter json, AlertChange change)
    {
        switch (change)
        {
            case Began began:
                json.WriteString("epoch"u8, began.Epoch);
                break;
            case RuleKept kept:
                AlertRuleJson.WriteMembers(json, kept.Rule);
                break;
            case RuleDeleted deleted:
                json.WriteString("id"u8, deleted.RuleId);
                json.WriteNumber("version"u8, deleted.Version);
                break;
            case Fired { Alert: var alert }:
                WriteFired(json, alert);
                break;
            case Resolved resolved:
                WriteReference(json, resolved.Alert);
                json.WriteString("at"u8, resolved.At.ToString());
                json.WriteString("because"u8, resolved.Because);
                WriteSaw(json, resolved.Saw);
                break;
            case Retracted retracted:
                WriteReference(json, retracted.Alert);
                json.WriteString("at"u8, retracted.At.ToString());
                WriteSaw(json, retracted.Saw);
                break;
            case Acknowledged seen:
                WriteReference(json, seen.Alert);
                json.WriteString("note"u8, seen.Note);
                break;
        }
    }

    /// <summary>Writes the members that an alert has from its beginning.</summary>
    public static void WriteFired(Utf8JsonWriter json, Alert alert)
    {
        json.WriteString("alert"u8, alert.Id);
        json.WriteString("rule"u8, alert.RuleId);
        json.WriteNumber("version"u8, alert.RuleVersion);
        json.WriteString("name"u8, alert.RuleName);
        json.WriteString("severity"u8, alert.Severity.Name());
        json.WriteString("instrument"u8, alert.Instrument.Name);
        json.WriteString("cause"u8, alert.Cause);
        json.WriteString("at"u8, alert.FiredAt.ToString());
        WriteSaw(json, alert.Saw);
    }

    /// <summary>Reads what <see cref="WriteFired"/> writes.</summary>
    public static Alert ReadFired(JsonElement body, long seq) => new()
    {
        Id = body.Text("alert"),
        RuleId = body.Text("rule"),
        RuleVersion = body.GetProperty("version").GetInt32(),
        RuleName = body.Text("name"),
        Severity = AlertNames.ParseSeverity(body.Text("severity")),
        Instrument = Instrument.Parse(body.Text("instrument")),
        Cause = body.Text("cause"),
        Saw = ReadSaw(body),
        State = AlertState.Firing,
        FiredAt = body.Time("at"),
        Seq = seq,
    };

    private static void WriteSaw(Utf8JsonWriter json, ImmutableArray<Measure> saw)
    {
        json.WriteStartArray("saw"u8);
        foreach (var measure in saw)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, measure.Name);
            json.WriteNumber("value"u8, measure.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ImmutableArray<Measure> ReadSaw(JsonElement body) =>
        [.. body.GetProperty("saw").EnumerateArray().Select(measure => new Measure(measure.Text("name"), measure.GetProperty("value").GetDouble()))];

    private static void WriteReference(Utf8JsonWriter json, AlertReference alert)
    {
        json.WriteString("alert"u8, alert.Id);
        json.WriteString("rule"u8, alert.RuleId);
        json.WriteString("instrument"u8, alert.Instrument.Name);
    }

    private static AlertReference ReadReference(JsonElement body) => new(body.Text("alert"), body.Text("rule"), Instrument.Parse(body.Text("instrument")));
}
