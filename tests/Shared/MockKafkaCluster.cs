using System.Runtime.InteropServices;

namespace CryptoGrains;

/// <summary>
/// librdkafka's mock cluster, inside this process: the modern protocol, and 5 MiB a partition of which the oldest are dropped.
/// </summary>
internal sealed class MockKafkaCluster : IDisposable
{
    /// <summary>The name of librdkafka's file.</summary>
    public const string Library = "librdkafka.so.1";
    private const int Producer = 0;
    private const int Broker = 1;

    private readonly nint _client;
    private readonly nint _cluster;

    /// <summary>Starts one, of one broker.</summary>
    /// <exception cref="DllNotFoundException">librdkafka is not installed.</exception>
    public MockKafkaCluster()
    {
        var error = new byte[512];
        _client = rd_kafka_new(Producer, rd_kafka_conf_new(), error, (nuint)error.Length);
        if (_client == 0)
            throw new InvalidOperationException("librdkafka makes no client.");

        _cluster = rd_kafka_mock_cluster_new(_client, brokers: 1);
        Bootstrap = Marshal.PtrToStringUTF8(rd_kafka_mock_cluster_bootstraps(_cluster))!;
    }

    /// <summary>Where it listens: on 127.0.0.1.</summary>
    public string Bootstrap { get; }

    /// <summary>Makes a topic.</summary>
    public void CreateTopic(string topic, int partitions) => Check(rd_kafka_mock_topic_create(_cluster, topic, partitions, replicas: 1));

    /// <summary>Takes the broker away, or brings it back.</summary>
    public void SetDown(bool down) => Check(down ? rd_kafka_mock_broker_set_down(_cluster, Broker) : rd_kafka_mock_broker_set_up(_cluster, Broker));

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        rd_kafka_mock_cluster_destroy(_cluster);
        rd_kafka_destroy(_client);
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new InvalidOperationException($"The mock cluster refused, with librdkafka's error {error}.");
    }

#pragma warning disable IDE1006, SA1300 // The library's own names.
    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint rd_kafka_conf_new();

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint rd_kafka_new(int type, nint configuration, byte[] error, nuint errorSize);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void rd_kafka_destroy(nint client);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint rd_kafka_mock_cluster_new(nint client, int brokers);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void rd_kafka_mock_cluster_destroy(nint cluster);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint rd_kafka_mock_cluster_bootstraps(nint cluster);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int rd_kafka_mock_topic_create(
        nint cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partitions, int replicas);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int rd_kafka_mock_broker_set_down(nint cluster, int broker);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int rd_kafka_mock_broker_set_up(nint cluster, int broker);
#pragma warning restore IDE1006, SA1300
}
