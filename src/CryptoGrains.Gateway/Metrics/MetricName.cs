using System.Diagnostics.Metrics;

namespace CryptoGrains.Gateway.Metrics;

/// <summary>Turns an instrument's name into a Prometheus name: underscores, the unit, and <c>_total</c> for counters.</summary>
internal static class MetricName
{
    public static string Of(Instrument instrument)
    {
        var name = Clean(instrument.Name);
        var unit = UnitOf(instrument.Unit);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
            name = $"{name}_{unit}";
        if (KindOf(instrument) == "counter" && !name.EndsWith("_total", StringComparison.Ordinal))
            name += "_total";
        return name;
    }

    /// <summary>The Prometheus type: counter, gauge or histogram.</summary>
    public static string KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>))
            return "counter";

        return kind == typeof(Histogram<>) ? "histogram" : "gauge";
    }

    /// <summary>A text as a name or a label's name: what is not a letter, a digit or '_' becomes '_'.</summary>
    public static string Clean(string text)
    {
        var clean = string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        });
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    private static string UnitOf(string? unit) => unit switch
    {
        null or "" or "1" => string.Empty,
        "By" => "bytes",
        "s" => "seconds",
        "ms" => "milliseconds",
        // "{request}" is a note on what is counted, no unit.
        ['{', ..] => string.Empty,
        _ => Clean(unit),
    };
}
