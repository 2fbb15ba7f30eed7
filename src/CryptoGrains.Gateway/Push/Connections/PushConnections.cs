using System.Collections.Concurrent;
using CryptoGrains.Gateway.Metrics;
using CryptoGrains.Gateway.Push.Channels;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>All push connections of the process, at most <see cref="GatewayOptions.MaxConnections"/> of them.</summary>
internal sealed class PushConnections
{
    private readonly ChannelBroker _broker;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly PushMetrics _metrics;
    private readonly ILogger<PushConnections> _logger;
    private readonly ConcurrentDictionary<PushConnection, byte> _open = new();
    private int _count;
    private volatile bool _isClosing;

    public PushConnections(
        ChannelBroker broker,
        GatewayOptions options,
        TimeProvider time,
        PushMetrics metrics,
        GatewayMeter meter,
        ILogger<PushConnections> logger)
    {
        (_broker, _options, _time, _metrics, _logger) = (broker, options, time, metrics, logger);
        meter.Gauge("push.outbox_size", () => WaitingBytes, "Bytes that wait in the outboxes of all connections.", "By");
    }

    /// <summary>
    /// The bytes that wait in all outboxes; a message that waits in several is counted in each, though they share it.
    /// </summary>
    public long WaitingBytes => _open.Keys.Sum(connection => connection.Outbox.Bytes);

    /// <summary>Opens a connection; null where there are as many as may be, or the server is stopping.</summary>
    public PushConnection? TryOpen()
    {
        if (Interlocked.Increment(ref _count) > _options.MaxConnections)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        _metrics.Connected(1);
        var connection = new PushConnection(_broker, _options, _time, _metrics, _logger);
        _open[connection] = 0;
        if (_isClosing)
            connection.Outbox.Close(CloseReasons.Shutdown);
        return connection;
    }

    /// <summary>The client has left.</summary>
    public void Release(PushConnection connection)
    {
        connection.Leave();
        if (!_open.TryRemove(connection, out _))
            return;

        Interlocked.Decrement(ref _count);
        _metrics.Connected(-1);
    }

    /// <summary>
    /// Closes all connections, and those that still come, with "shutdown"; completes when all that waited has been sent.
    /// </summary>
    public Task CloseAllAsync()
    {
        _isClosing = true;
        foreach (var connection in _open.Keys)
            connection.Outbox.Close(CloseReasons.Shutdown);
        return Task.WhenAll(_open.Keys.Select(connection => connection.Ended));
    }
}
