namespace CryptoGrains.Streams.Kafka;

/// <summary>The topics of a node, by their usual names. docs/formats/kafka.md says what is in each.</summary>
public static class KafkaTopics
{
    /// <summary>The trade log: every trade as it came in, keyed by its instrument.</summary>
    public const string RawPrices = "crypto.prices.raw";

    /// <summary>Alerts.</summary>
    public const string Alerts = "crypto.alerts";

    /// <summary>Predictions.</summary>
    public const string Predictions = "crypto.predictions";

    private const string RawSuffix = ".raw";

    /// <summary>Where a trade log puts what it can't read: <c>crypto.prices.dead-letters</c> for the usual log.</summary>
    public static string DeadLettersOf(string topic) => StemOf(topic) + ".dead-letters";

    /// <summary>Where closed candles go, keyed by their instrument: <c>crypto.prices.processed</c> for the usual log.</summary>
    public static string ProcessedOf(string topic) => StemOf(topic) + ".processed";

    /// <summary>Where a trade log's id is kept.</summary>
    internal static string IdentityOf(string topic) => topic + ".identity";

    private static string StemOf(string topic) => topic.EndsWith(RawSuffix, StringComparison.Ordinal) ? topic[..^RawSuffix.Length] : topic;
}
