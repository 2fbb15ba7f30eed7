using System.Diagnostics.Metrics;
using CryptoGrains.Gateway.Metrics;
using CryptoGrains.Gateway.Push.Connections;

namespace CryptoGrains.Gateway.Push;

/// <summary>What push counts.</summary>
internal sealed class PushMetrics
{
    private readonly Counter<long> _messages;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _slow;
    private readonly Counter<long> _asked;
    private readonly Counter<long> _askFailed;
    private long _slowConsumers;
    private long _connections;
    private long _subscriptions;
    private long _channels;

    public PushMetrics(GatewayMeter meter)
    {
        meter.Gauge("push.connections", () => Volatile.Read(ref _connections), "Push connections that are open.");
        meter.Gauge("push.subscriptions", () => Volatile.Read(ref _subscriptions), "Channels followed, over all connections.");
        meter.Gauge("push.channels", () => Volatile.Read(ref _channels), "Channels that at least one connection follows.");
        _messages = meter.Counter("push.messages", "Envelopes sent.");
        _bytes = meter.Counter("push.bytes", "Bytes of envelopes sent.");
        _wait = meter.Histogram("push.wait", "From a message's place in a connection's outbox to the connection's having taken it.", "s");
        _refused = meter.Counter("push.refused", "Operations answered with an error, by its code.");
        _slow = meter.Counter("push.slow_consumers", "Connections closed because they did not read.");
        _asked = meter.Counter("push.asked", "Questions to grains: where a channel stands.");
        _askFailed = meter.Counter("push.ask_failed", "Questions to grains that failed.");
    }

    public long Connections => Volatile.Read(ref _connections);

    public void Connected(int change) => Interlocked.Add(ref _connections, change);

    public void Subscribed(int change) => Interlocked.Add(ref _subscriptions, change);

    public void Followed(int change) => Interlocked.Add(ref _channels, change);

    /// <summary>Counts messages that were sent, and how long it took from the oldest one's arrival in the outbox.</summary>
    public void Sent(List<Envelope> batch, TimeSpan since)
    {
        _wait.Record(since.TotalSeconds);
        _messages.Add(batch.Count);
        _bytes.Add(batch.Sum(envelope => (long)envelope.Length));
    }

    public void Refused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>How many connections were closed because they did not read.</summary>
    public long SlowConsumers => Volatile.Read(ref _slowConsumers);

    public void SlowConsumer()
    {
        Interlocked.Increment(ref _slowConsumers);
        _slow.Add(1);
    }

    public void Asked() => _asked.Add(1);

    public void AskFailed() => _askFailed.Add(1);
}
