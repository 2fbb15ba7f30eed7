using System.Globalization;

namespace CryptoGrains.Streams.Kafka;

/// <summary>A trade log in Kafka as it is written on a command line: <c>kafka:host:9092,host2:9092?topic=…&amp;partitions=…</c>.</summary>
public static class KafkaLogSpec
{
    /// <summary>What such a text begins with.</summary>
    public const string Prefix = "kafka:";

    /// <summary>What the variables of the environment begin with that set up the security of the connection.</summary>
    public const string VariablePrefix = "CRYPTOGRAINS_KAFKA_";

    private const string Known = "topic, partitions, broker";
    private const int MostPartitions = 10_000;

    private static readonly string[] SecuritySettings =
        ["security.protocol", "sasl.mechanism", "sasl.username", "sasl.password", "ssl.ca.location"];

    /// <summary>Reads one, with its security from the environment: <c>CRYPTOGRAINS_KAFKA_SASL_PASSWORD</c> sets <c>sasl.password</c>.</summary>
    /// <param name="spec">The text: options are <c>topic</c>, <c>partitions</c>, and <c>broker=0.9.0.1</c> for brokers that old.</param>
    /// <param name="variable">Gives a variable of the environment; null where it isn't set.</param>
    /// <exception cref="FormatException">The text can't be read: the sentence says what is wrong and what it may be.</exception>
    public static KafkaLogOptions Parse(string spec, Func<string, string?> variable)
    {
        if (!spec.StartsWith(Prefix, StringComparison.Ordinal))
            throw new FormatException($"The log '{spec}' does not begin with {Prefix}.");

        var query = spec.IndexOf('?');
        var bootstrap = query < 0 ? spec[Prefix.Length..] : spec[Prefix.Length..query];
        if (!bootstrap.Split(',').All(IsBroker))
            throw new FormatException($"The log '{spec}' names no brokers: write kafka:host:port, or several with commas between them.");

        var options = new KafkaLogOptions { Bootstrap = bootstrap, Security = SecurityFrom(variable) };
        foreach (var pair in query < 0 ? [] : spec[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            options = pair.Split('=', 2) switch
            {
                ["topic", var topic] when IsTopic(topic) => options with { Topic = topic },
                ["topic", var topic] => throw new FormatException(
                    $"The log's topic can't be '{topic}': letters, digits, '.', '_' and '-', 200 at the most."),
                ["partitions", var text] => options with { PartitionCount = PartitionsFrom(text) },
                ["broker", var version] when Version.TryParse(version, out var parsed) && parsed.Major == 0 && parsed.Minor is 8 or 9 =>
                    options with { OldBroker = version },
                ["broker", var version] => throw new FormatException(
                    $"The log's broker can't be '{version}': only a version before 0.10 has to be told, such as broker=0.9.0.1."),
                [var key, _] => throw new FormatException($"A log in Kafka has no option '{key}'. It knows: {Known}."),
                _ => throw new FormatException($"The option '{pair}' of the log '{spec}' is not of the form key=value."),
            };
        }

        return options;
    }

    private static bool IsBroker(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private static bool IsTopic(string text) =>
        text.Length is > 0 and <= 200 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    private static int PartitionsFrom(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostPartitions
            ? count
            : throw new FormatException($"The log's partitions can't be '{text}': write a number from 1 to {MostPartitions}.");

    private static Dictionary<string, string> SecurityFrom(Func<string, string?> variable)
    {
        var settings = new Dictionary<string, string>();
        foreach (var setting in SecuritySettings)
        {
            if (variable(VariablePrefix + setting.ToUpperInvariant().Replace('.', '_')) is { Length: > 0 } value)
                settings.Add(setting, value);
        }

        return settings;
    }
}
