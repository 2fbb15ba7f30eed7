using System.Globalization;
using Confluent.Kafka;
using CryptoGrains.Streams.Kafka.Records;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Streams.Kafka;

/// <summary>Makes the clients of a log, each set up for its one purpose.</summary>
internal sealed class KafkaClients(KafkaLogOptions options, ILogger logger)
{
    /// <summary>How many records may be under way to the brokers.</summary>
    public const int MaxQueuedRecords = 262_144;

    // Beside the records: candles and what else is sent one by one.
    private const int QueuedBeside = 65_536;

    private static readonly TimeSpan HandOverReserve = TimeSpan.FromSeconds(5);

    public KafkaLogOptions Options { get; } = options;

    public IProducer<byte[], byte[]> Producer()
    {
        var settings = Common();
        settings["acks"] = "all";
        settings["partitioner"] = "murmur2_random"; // Kafka's own default, where no partition is named.
        settings["message.timeout.ms"] = Milliseconds(Options.Timeout);
        settings["queue.buffering.max.messages"] = (MaxQueuedRecords + QueuedBeside).ToString(CultureInfo.InvariantCulture);
        settings["dotnet.producer.delivery.report.fields"] = "none";
        if (Options.IsModern)
            settings["enable.idempotence"] = "true";
        else
            settings["max.in.flight.requests.per.connection"] = "1"; // So that what is sent again does not overtake.

        return new ProducerBuilder<byte[], byte[]>(settings)
            .SetLogHandler((_, message) => Log(message))
            .SetErrorHandler((_, error) => Log(error))
            .Build();
    }

    /// <summary>A producer of dead letters: few of them, as a rule, and none that waits for another.</summary>
    public IProducer<string, byte[]> LetterProducer(int maxQueued)
    {
        var settings = Common();
        settings["acks"] = "all";
        settings["message.timeout.ms"] = Milliseconds(Options.Timeout);
        settings["queue.buffering.max.messages"] = maxQueued.ToString(CultureInfo.InvariantCulture);
        settings["dotnet.producer.delivery.report.fields"] = "none";
        return new ProducerBuilder<string, byte[]>(settings)
            .SetLogHandler((_, message) => Log(message))
            .SetErrorHandler((_, error) => Log(error))
            .Build();
    }

    /// <summary>A consumer that is told which partition it reads, from where, and never asks the group.</summary>
    public IConsumer<Ignore, LogEntry> Reader(RecordDeserializer deserializer)
    {
        var settings = Consuming("reading");
        settings["enable.partition.eof"] = "true";
        settings["queued.max.messages.kbytes"] = "16384";
        return Build(new ConsumerBuilder<Ignore, LogEntry>(settings).SetKeyDeserializer(deserializer).SetValueDeserializer(deserializer));
    }

    /// <summary>A consumer that holds positions, and asks for watermarks.</summary>
    public IConsumer<byte[], byte[]> Plain(string reader) => Build(new ConsumerBuilder<byte[], byte[]>(Consuming(reader)));

    /// <summary>A consumer that is a member of a reader's group. It fetches next to nothing: it is there for its membership alone.</summary>
    public ConsumerBuilder<Ignore, Ignore> Member(string reader)
    {
        var settings = Consuming(reader);
        settings["partition.assignment.strategy"] = Options.IsModern ? "cooperative-sticky" : "range";
        // Old brokers wait for a member that hands partitions over as long as they would for a silent one.
        var session = Options.IsModern || Options.SessionTimeout > Options.HandOver ? Options.SessionTimeout : Options.HandOver + HandOverReserve;
        settings["session.timeout.ms"] = Milliseconds(session);
        settings["heartbeat.interval.ms"] = Milliseconds(session / 10);
        settings["queued.min.messages"] = "1";
        settings["queued.max.messages.kbytes"] = "1";
        settings["fetch.message.max.bytes"] = "1024";
        return WithHandlers(new ConsumerBuilder<Ignore, Ignore>(settings));
    }

    public IAdminClient Admin() => new AdminClientBuilder(Common())
        .SetLogHandler((_, message) => Log(message))
        .SetErrorHandler((_, error) => Log(error))
        .Build();

    private Dictionary<string, string> Consuming(string reader)
    {
        var settings = Common();
        settings["group.id"] = Options.GroupOf(reader);
        settings["enable.auto.commit"] = "false";
        settings["enable.auto.offset.store"] = "false";
        settings["auto.offset.reset"] = "error"; // A position that the log does not have is never passed over in silence.
        settings["fetch.wait.max.ms"] = Milliseconds(Options.FetchWait);
        settings["dotnet.consumer.consume.result.fields"] = "none";
        return settings;
    }

    private Dictionary<string, string> Common()
    {
        var settings = new Dictionary<string, string>(Options.Security)
        {
            ["bootstrap.servers"] = Options.Bootstrap,
            ["client.id"] = "cryptograins",
            ["socket.keepalive.enable"] = "true",
            ["reconnect.backoff.max.ms"] = "2000",
            ["log.connection.close"] = "false",
        };
        if (Options.OldBroker is { } version)
        {
            settings["api.version.request"] = "false";
            settings["broker.version.fallback"] = version;
        }

        return settings;
    }

    private IConsumer<TKey, TValue> Build<TKey, TValue>(ConsumerBuilder<TKey, TValue> builder) => WithHandlers(builder).Build();

    private ConsumerBuilder<TKey, TValue> WithHandlers<TKey, TValue>(ConsumerBuilder<TKey, TValue> builder) => builder
        .SetLogHandler((_, message) => Log(message))
        .SetErrorHandler((_, error) => Log(error));

    private static string Milliseconds(TimeSpan span) => ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private void Log(LogMessage message) =>
        logger.Log((LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging), "Kafka, {Facility}: {Message}", message.Facility, message.Message);

    /// <summary>The client tries again by itself; what is asked of it fails by its own time-out.</summary>
    private void Log(Error error) => logger.LogWarning("Kafka: {Reason} ({Code})", error.Reason, error.Code);
}
