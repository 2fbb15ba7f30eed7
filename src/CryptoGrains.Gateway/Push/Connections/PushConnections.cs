using System.Collections.Concurrent;
using CryptoGrains.Gateway.Push.Channels;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>All push connections of the process, at most <see cref="GatewayOptions.MaxConnections"/> of them.</summary>
internal sealed class PushConnections(
    ChannelBroker broker, GatewayOptions options, TimeProvider time, PushMetrics metrics, ILogger<PushConnections> logger)
{
    private readonly ConcurrentDictionary<PushConnection, byte> _open = new();
    private int _count;
    private volatile bool _isClosing;

    /// <summary>Opens a connection; null where there are as many as may be, or the server is stopping.</summary>
    public PushConnection? TryOpen()
    {
        if (Interlocked.Increment(ref _count) > options.MaxConnections)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        metrics.Connected(1);
        var connection = new PushConnection(broker, options, time, metrics, logger);
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
        metrics.Connected(-1);
    }

    /// <summary>Closes all connections, and those that still come, with "shutdown"; completes when all that waited has been sent.</summary>
    public Task CloseAllAsync()
    {
        _isClosing = true;
        foreach (var connection in _open.Keys)
            connection.Outbox.Close(CloseReasons.Shutdown);
        return Task.WhenAll(_open.Keys.Select(connection => connection.Ended));
    }

    /// <summary>The connections that are open.</summary>
    public ICollection<PushConnection> Open => _open.Keys;
}
