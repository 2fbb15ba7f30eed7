namespace CryptoGrains.Streams.Kafka;

/// <summary>The topics of a node, by their usual names. docs/formats/kafka.md says what is in each.</summary>
public static class KafkaTopics
{
    /// <summary>The trade log: every trade as it came in, keyed by its instrument.</summary>
    public const string RawPrices = "crypto.prices.raw";

    /// <summary>Closed candles, keyed by their instrument.</summary>
    public const string ProcessedPrices = "crypto.prices.processed";

    /// <summary>The journal of rules and alerts, each line keyed by the instrument or rule that it is about.</summary>
    public const string Alerts = "crypto.alerts";

    /// <summary>Predictions.</summary>
    public const string Predictions = "crypto.predictions";

    private const string RawSuffix = ".raw";

    /// <summary>Where a trade log puts what it can't read: <c>crypto.prices.dead-letters</c> for the usual log.</summary>
    public static string DeadLettersOf(string topic) => Beside(topic, ".dead-letters");

    /// <summary>Where the closed candles of a trade log go: <see cref="ProcessedPrices"/> for the usual log.</summary>
    public static string ProcessedOf(string topic) => Beside(topic, ".processed");

    /// <summary>Where the alerts beside a trade log go: <see cref="Alerts"/> for the usual log.</summary>
    public static string AlertsOf(string topic) => topic == RawPrices ? Alerts : Beside(topic, ".alerts");

    /// <summary>Where a trade log's id is kept.</summary>
    internal static string IdentityOf(string topic) => topic + ".identity";

    private static string Beside(string topic, string suffix) =>
        (topic.EndsWith(RawSuffix, StringComparison.Ordinal) ? topic[..^RawSuffix.Length] : topic) + suffix;
}
