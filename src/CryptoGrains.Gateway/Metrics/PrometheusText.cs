using System.Globalization;
using System.Text;

namespace CryptoGrains.Gateway.Metrics;

/// <summary>Writes the Prometheus text format.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a metric: its help and its type.</summary>
    public void Begin(string name, string kind, string help)
    {
        if (help.Length > 0)
            _text.Append($"# HELP {name} {help.Replace("\\", @"\\").Replace("\n", @"\n")}\n");
        _text.Append($"# TYPE {name} {kind}\n");
    }

    /// <summary>Writes one value; <paramref name="labels"/> are written already, and may be empty.</summary>
    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
            _text.Append('{').Append(labels).Append('}');
        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A label's value with its backslashes, quotes and line ends escaped.</summary>
    public static string EscapeLabel(string? value) =>
        (value ?? string.Empty).Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n");

    public override string ToString() => _text.ToString();
}
