using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace CryptoGrains.Streams.Kafka;

/// <summary>Sees to it that a log's topics are there.</summary>
internal static class KafkaSetup
{
    private const string Forever = "-1";
    private const short BrokersDefault = -1;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the brokers may take to make topics. Some leave the question unanswered.</summary>
    private static readonly TimeSpan Making = TimeSpan.FromSeconds(5);

    /// <summary>Makes the topics that are not there, and counts the log's partitions.</summary>
    /// <exception cref="TradeLogException">The brokers can't be asked, or have not made them.</exception>
    public static async Task<int> MakeTopicsAsync(KafkaClients clients, TimeProvider time)
    {
        var options = clients.Options;
        using var admin = clients.Admin();
        try
        {
            TopicSpecification[] wanted =
            [
                Topic(options.Topic, options.PartitionCount),
                Topic(KafkaTopics.ProcessedOf(options.Topic), options.PartitionCount),
                Topic(KafkaTopics.AlertsOf(options.Topic), options.PartitionCount),
                Topic(KafkaTopics.DeadLettersOf(options.Topic), 1),
                Topic(KafkaTopics.IdentityOf(options.Topic), 1, ("retention.ms", Forever), ("cleanup.policy", "delete")),
            ];
            var existing = admin.GetMetadata(options.Timeout).Topics.Select(topic => topic.Topic).ToHashSet();
            var missing = wanted.Where(topic => !existing.Contains(topic.Name)).ToArray();
            if (missing.Length > 0 && options.IsModern)
                await CreateAsync(admin, missing);

            // A broker that can't be told to make topics makes them when it is asked for them, if it is set up so.
            foreach (var topic in missing)
                await PartitionsOfAsync(clients, admin, topic.Name, time);
            return await PartitionsOfAsync(clients, admin, options.Topic, time);
        }
        catch (KafkaException exception)
        {
            throw KafkaErrors.Of(options, "The log can't be opened: see that the brokers run and that this node may use them", exception);
        }
    }

    private static TopicSpecification Topic(string name, int partitions, params (string Key, string Value)[] settings) => new()
    {
        Name = name,
        NumPartitions = partitions,
        ReplicationFactor = BrokersDefault,
        Configs = settings.ToDictionary(setting => setting.Key, setting => setting.Value),
    };

    private static async Task CreateAsync(IAdminClient admin, TopicSpecification[] topics)
    {
        try
        {
            await admin.CreateTopicsAsync(topics, new CreateTopicsOptions { RequestTimeout = Making, OperationTimeout = Making });
        }
        catch (KafkaException)
        {
            // Another node was quicker, or this broker can't: what counts is whether they are there, which is asked next.
        }
    }

    private static async Task<int> PartitionsOfAsync(KafkaClients clients, IAdminClient admin, string topic, TimeProvider time)
    {
        for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < clients.Options.Timeout; await Task.Delay(Look, time))
        {
            var found = admin.GetMetadata(topic, clients.Options.Timeout).Topics[0];
            if (!found.Error.IsError && found.Partitions.Count > 0 && found.Partitions.TrueForAll(partition => partition.Leader >= 0))
                return found.Partitions.Count;
        }

        throw new TradeLogException(
            $"The topic {topic} is not at {clients.Options.Bootstrap}, and the brokers do not make it: make it there, as docs/formats/kafka.md says.");
    }
}
