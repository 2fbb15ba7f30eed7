using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>Reads a rule from JSON and finds all that is wrong with it, not the first mistake only.</summary>
internal sealed class RuleReader(JsonElement json, string primaryVenue)
{
    public const int MaxName = 100;
    public const int MaxWhen = 500;
    public const int MaxInstruments = 1_000;
    public static readonly TimeSpan MaxCooldown = TimeSpan.FromDays(30);

    private static readonly string[] Members =
        ["name", "when", "interval", "instruments", "severity", "hysteresis", "cooldown", "expires", "enabled", "id", "version"];

    private readonly List<string> _mistakes = [];

    /// <summary>What is wrong, in sentences; empty where all is well.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>Reads the rule; where there are mistakes it means nothing.</summary>
    public AlertRule Read(string id, int version)
    {
        foreach (var member in json.EnumerateObject().Where(member => !Members.Contains(member.Name, StringComparer.Ordinal)))
            _mistakes.Add($"'{QueryReader.Shorten(member.Name)}' is no member of a rule. Known are {string.Join(", ", Members)}.");
        foreach (var twice in json.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            _mistakes.Add($"'{QueryReader.Shorten(twice.Key)}' is there more than once.");

        var standard = new AlertRule { Id = id, Version = version, Name = "", When = "" };
        var interval = Named("interval", Intervals.Names, Intervals.TryParse, standard.Interval);
        return standard with
        {
            Name = Text("name", MaxName) ?? "",
            When = When(interval),
            Interval = interval,
            Instruments = Instruments(),
            Severity = Named("severity", AlertNames.AllSeverities, AlertNames.TryParse, standard.Severity),
            Hysteresis = Number("hysteresis", standard.Hysteresis, 1e15),
            Cooldown = TimeSpan.FromSeconds(Number("cooldown", standard.Cooldown.TotalSeconds, MaxCooldown.TotalSeconds)),
            Expires = Time("expires"),
            Enabled = Flag("enabled", standard.Enabled),
        };
    }

    private delegate bool TryParse<T>(string? name, out T value);

    private string When(Interval interval)
    {
        var when = Text("when", MaxWhen);
        if (when is not null && !RuleCondition.TryParse(when, interval, out _, out var mistake))
            _mistakes.Add(mistake);
        return when ?? "";
    }

    private string? Text(string name, int most)
    {
        if (Member(name) is not { } member)
            _mistakes.Add($"'{name}' is missing.");
        else if (member.ValueKind != JsonValueKind.String)
            _mistakes.Add($"'{name}' must be a text.");
        else if (member.GetString() is var text && (string.IsNullOrWhiteSpace(text) || text.Length > most || text.Any(char.IsControl)))
            _mistakes.Add($"'{name}' must have 1 to {most} characters that are not all blank, and no control characters.");
        else
            return text.Trim();
        return null;
    }

    private T Named<T>(string name, IReadOnlyList<string> allowed, TryParse<T> tryParse, T usual)
    {
        if (Member(name) is not { } member)
            return usual;
        if (member.ValueKind == JsonValueKind.String && tryParse(member.GetString(), out var value))
            return value;

        _mistakes.Add($"'{name}' must be one of {string.Join(", ", allowed)}.");
        return usual;
    }

    private ImmutableArray<Instrument> Instruments()
    {
        if (Member("instruments") is not { } member)
            return [];
        if (member.ValueKind != JsonValueKind.Array || member.GetArrayLength() > MaxInstruments)
        {
            _mistakes.Add($"'instruments' must be an array of {MaxInstruments:N0} names at the most; leave it out for all.");
            return [];
        }

        var instruments = ImmutableArray.CreateBuilder<Instrument>(member.GetArrayLength());
        foreach (var item in member.EnumerateArray())
        {
            var name = item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
            if (item.ValueKind != JsonValueKind.String || !Instrument.TryParse(name, primaryVenue, out var instrument))
                _mistakes.Add($"'{QueryReader.Shorten(name)}' is no instrument: write VENUE:SYMBOL, such as BINANCE:BTCUSDT, or a symbol of {primaryVenue}.");
            else if (!instruments.Contains(instrument))
                instruments.Add(instrument);
        }

        return instruments.ToImmutable();
    }

    private double Number(string name, double usual, double most)
    {
        if (Member(name) is not { } member)
            return usual;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var value) && value >= 0 && value <= most)
            return value;

        _mistakes.Add($"'{name}' must be a number from 0 to {most:R}.");
        return usual;
    }

    private Timestamp? Time(string name)
    {
        if (Member(name) is not { } member)
            return null;

        var text = member.ValueKind == JsonValueKind.String ? member.GetString()! : member.GetRawText();
        if (member.ValueKind is JsonValueKind.String or JsonValueKind.Number && QueryReader.TryReadTime(text, out var time))
            return time;

        _mistakes.Add($"'{name}' must be a time: ISO 8601, such as 2024-08-08T12:00:00Z, or milliseconds since 1970; leave it out for never.");
        return null;
    }

    private bool Flag(string name, bool usual)
    {
        if (Member(name) is not { } member)
            return usual;
        if (member.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return member.GetBoolean();

        _mistakes.Add($"'{name}' must be true or false.");
        return usual;
    }

    /// <summary>A member; null where it is left out, or null.</summary>
    private JsonElement? Member(string name) => json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
}
