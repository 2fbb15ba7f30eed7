using CryptoGrains.Analytics.Rules;

namespace CryptoGrains.Grains;

/// <summary>The names of severities and states, in REST, push and the journal.</summary>
public static class AlertNames
{
    private static readonly string[] Severities = ["info", "warning", "critical"];
    private static readonly string[] States = ["firing", "acknowledged", "resolved"];

    /// <summary>All severities, the least first.</summary>
    public static IReadOnlyList<string> AllSeverities => Severities;

    /// <summary>All states, in the order in which an alert has them.</summary>
    public static IReadOnlyList<string> AllStates => States;

    /// <summary>A severity's name.</summary>
    public static string Name(this AlertSeverity severity) => Severities[(int)severity];

    /// <summary>A state's name.</summary>
    public static string Name(this AlertState state) => States[(int)state];

    /// <summary>Reads a severity's name.</summary>
    public static bool TryParse(string? name, out AlertSeverity severity)
    {
        var index = Array.IndexOf(Severities, name);
        severity = index < 0 ? default : (AlertSeverity)index;
        return index >= 0;
    }

    /// <summary>Reads a state's name.</summary>
    public static bool TryParse(string? name, out AlertState state)
    {
        var index = Array.IndexOf(States, name);
        state = index < 0 ? default : (AlertState)index;
        return index >= 0;
    }

    /// <summary>Reads a severity's name.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static AlertSeverity ParseSeverity(string name) =>
        TryParse(name, out AlertSeverity severity) ? severity : throw new FormatException($"'{name}' is no severity: {string.Join(", ", Severities)} are.");
}
