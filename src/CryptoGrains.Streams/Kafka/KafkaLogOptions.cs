namespace CryptoGrains.Streams.Kafka;

/// <summary>Where a trade log in Kafka is, and how it is used.</summary>
public sealed record KafkaLogOptions
{
    /// <summary>The brokers that are asked first: <c>host:port</c>, with commas between them.</summary>
    public required string Bootstrap { get; init; }

    /// <summary>The topic of the records. The names of the topics and groups beside it begin with it.</summary>
    public string Topic { get; init; } = KafkaTopics.RawPrices;

    /// <summary>How many partitions the topic is made with. One that exists keeps its own number.</summary>
    public int PartitionCount { get; init; } = 12;

    /// <summary>
    /// The version of brokers that are too old to be asked for it, before 0.10, as in <c>0.9.0.1</c>; null for all later ones. With old
    /// brokers a record that is sent twice may be kept twice, and every change of a group stops all of its members for a moment.
    /// </summary>
    public string? OldBroker { get; init; }

    /// <summary>After which silence the group takes a process for dead and gives its partitions to others. 10 s.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a partition that goes to another process waits for its reader here to end. 20 s.</summary>
    public TimeSpan HandOver { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an append may try before it fails, and any other request. 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many readers this process may have beside one for each partition, whoever they are. Further ones wait. 256.</summary>
    public int MaxReaders { get; init; } = 256;

    /// <summary>Settings of librdkafka for every connection: security, as a rule. They may hold secrets and are never logged.</summary>
    public IReadOnlyDictionary<string, string> Security { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a broker may hold back an answer for want of new records: a real one answers at once when there are some.</summary>
    internal TimeSpan FetchWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether the brokers tell their version and so know what came after 0.9.</summary>
    internal bool IsModern => OldBroker is null;

    /// <summary>The consumer group under which a reader's positions are kept and its partitions shared.</summary>
    internal string GroupOf(string reader) => $"{Topic}-{reader}";
}
