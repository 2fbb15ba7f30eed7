using System.Globalization;
using System.Text.Json;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>Reads the members that the journal's bodies have.</summary>
internal static class JsonMembers
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Text(this JsonElement json, string name) =>
        json.TextOrNull(name) ?? throw new FormatException($"'{name}' is null.");

    public static string? TextOrNull(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static Timestamp Time(this JsonElement json, string name) =>
        json.TimeOrNull(name) ?? throw new FormatException($"'{name}' is null.");

    public static Timestamp? TimeOrNull(this JsonElement json, string name) => json.TextOrNull(name) is { } text
        ? Timestamp.From(DateTimeOffset.ParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
        : null;
}
