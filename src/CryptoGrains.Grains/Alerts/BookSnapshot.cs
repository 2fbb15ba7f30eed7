using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>An <see cref="AlertBook"/> in bytes, so that a start need not read the whole journal. It can always be made anew from that.</summary>
internal static class BookSnapshot
{
    /// <summary>The blob, beside the journal.</summary>
    public const string Name = "alerts/book.json";

    private const int Version = 1;

    public static ReadOnlyMemory<byte> Write(AlertBook book)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("bookVersion"u8, Version);
            json.WriteNumber("seq"u8, book.End.Seq);
            json.WriteString("hash"u8, book.End.Hash);
            json.WriteString("epoch"u8, book.Epoch);
            json.WriteNumber("rulesVersion"u8, book.RulesVersion);
            WriteArray(json, "rules", book.Rules.Values, AlertRuleJson.WriteMembers);
            WriteArray(json, "open", book.OpenInOrder.Values.Select(id => book.Open[id]), WriteAlert);
            WriteArray(json, "closed", book.Closed.InOrder.Select(id => book.Closed.ById[id]), WriteClosed);
            WriteArray(json, "forgotten", book.Closed.Forgotten, WriteForgotten);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads a snapshot; null where it is damaged, or of another version.</summary>
    public static AlertBook? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            if (json.GetProperty("bookVersion").GetInt32() != Version)
                return null;

            var open = json.GetProperty("open").EnumerateArray().Select(ReadAlert).ToList();
            return new AlertBook
            {
                End = new JournalPosition(json.GetProperty("seq").GetInt64(), json.Text("hash")),
                Epoch = json.Text("epoch"),
                RulesVersion = json.GetProperty("rulesVersion").GetInt64(),
                Rules = new AlertBook().Rules.AddRange(
                    json.GetProperty("rules").EnumerateArray().Select(AlertRuleJson.Read).Select(rule => KeyValuePair.Create(rule.Id, rule))),
                Open = new AlertBook().Open.AddRange(open.Select(alert => KeyValuePair.Create(alert.Id, alert))),
                OpenInOrder = open.ToImmutableSortedDictionary(alert => alert.Seq, alert => alert.Id),
                Closed = ClosedAlerts.Of(
                    json.GetProperty("closed").EnumerateArray().Select(ReadClosed),
                    json.GetProperty("forgotten").EnumerateArray()
                        .Select(entry => KeyValuePair.Create(Instrument.Parse(entry.Text("instrument")), entry.Time("at")))),
            };
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAlert(Utf8JsonWriter json, Alert alert)
    {
        json.WriteNumber("seq"u8, alert.Seq);
        AlertLines.WriteFired(json, alert);
        json.WriteString("acknowledgedAt"u8, alert.AcknowledgedAt?.ToString());
        json.WriteString("acknowledgedBy"u8, alert.AcknowledgedBy);
    }

    private static Alert ReadAlert(JsonElement json)
    {
        var acknowledgedAt = json.TimeOrNull("acknowledgedAt");
        return AlertLines.ReadFired(json, json.GetProperty("seq").GetInt64()) with
        {
            State = acknowledgedAt is null ? AlertState.Firing : AlertState.Acknowledged,
            AcknowledgedAt = acknowledgedAt,
            AcknowledgedBy = json.TextOrNull("acknowledgedBy"),
        };
    }

    private static void WriteClosed(Utf8JsonWriter json, ClosedAlert alert)
    {
        json.WriteString("alert"u8, alert.Id);
        json.WriteString("instrument"u8, alert.Instrument.Name);
        json.WriteString("at"u8, alert.FiredAt.ToString());
        json.WriteBoolean("retracted"u8, alert.IsRetracted);
    }

    private static ClosedAlert ReadClosed(JsonElement json) =>
        new(json.Text("alert"), Instrument.Parse(json.Text("instrument")), json.Time("at"), json.GetProperty("retracted").GetBoolean());

    private static void WriteForgotten(Utf8JsonWriter json, KeyValuePair<Instrument, Timestamp> entry)
    {
        json.WriteString("instrument"u8, entry.Key.Name);
        json.WriteString("at"u8, entry.Value.ToString());
    }
}
