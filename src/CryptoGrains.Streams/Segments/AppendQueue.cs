namespace CryptoGrains.Streams.Segments;

/// <summary>What waits to be written in a partition: bounded in records, first come, first written. Callers wait for room.</summary>
#pragma warning disable CA1001 // Disposing the turnstile would leave those who stand at it when the log is closed waiting for ever.
internal sealed class AppendQueue(int maxRecords, KeyValuePair<string, object?> tag)
#pragma warning restore CA1001
{
    private readonly object _lock = new();
    private readonly Queue<AppendRequest> _requests = new();
    private readonly SemaphoreSlim _turnstile = new(1);
    private readonly AsyncPulse _room = new();
    private int _records;
    private bool _flushAsked;
    private bool _closed;

    /// <summary>Queues a request, once there is room for it.</summary>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public async ValueTask EnqueueAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        // One at a time waits for room, so that a large append is not passed by small ones for ever.
        await _turnstile.WaitAsync(cancellationToken);
        try
        {
            for (var waited = false; ; waited = true)
            {
                var room = _room.Next;
                if (TryEnqueue(request))
                    return;
                if (!waited)
                    StreamMetrics.AppendWaits.Add(1, tag);
                await room.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            _turnstile.Release();
        }
    }

    /// <summary>Asks the writer to force what it has written.</summary>
    public void AskFlush()
    {
        lock (_lock)
        {
            _flushAsked = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Waits for work and takes all there is.</summary>
    /// <returns>False once the queue is closed and empty.</returns>
    public bool Take(List<AppendRequest> requests, out bool flush)
    {
        lock (_lock)
        {
            while (_requests.Count == 0 && !_flushAsked && !_closed)
                Monitor.Wait(_lock);

            flush = _flushAsked;
            _flushAsked = false;
            while (_requests.TryDequeue(out var request))
                requests.Add(request);
            if (requests.Count == 0 && _closed && !flush)
                return false;

            StreamMetrics.QueuedRecords.Add(-_records, tag);
            _records = 0;
        }

        _room.Pulse();
        return true;
    }

    /// <summary>Takes no more; what is queued is still written.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }

        _room.Pulse();
    }

    private bool TryEnqueue(AppendRequest request)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SegmentTradeLog));
            if (_records > 0 && _records + request.Entries.Length > maxRecords)
                return false;

            _records += request.Entries.Length;
            StreamMetrics.QueuedRecords.Add(request.Entries.Length, tag);
            _requests.Enqueue(request);
            Monitor.Pulse(_lock);
            return true;
        }
    }
}
