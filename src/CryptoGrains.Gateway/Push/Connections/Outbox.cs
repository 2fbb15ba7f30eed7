using CryptoGrains.Gateway.Push.Channels;

namespace CryptoGrains.Gateway.Push.Connections;

/// <summary>
/// What waits to be sent to one connection, in order, bounded by messages, bytes and time. When a bound is passed, what waits is
/// given up and "closing" with <see cref="CloseReasons.SlowConsumer"/> takes its place: a hole is never sent.
/// </summary>
/// <remarks>Any thread may add; one loop takes.</remarks>
internal sealed class Outbox(GatewayOptions options, TimeProvider time)
{
    /// <summary>The most messages and bytes taken at once; a single message may be larger.</summary>
    public const int BatchMessages = 256;
    public const int BatchBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Envelope> _waiting = new();
    private readonly TaskCompletionSource<string?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _arrival;
    private TaskCompletionSource? _room;
    private long _bytes;
    private long _takenAt;
    private bool _isClosed;

    /// <summary>The bytes that wait.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>How long the messages that were taken last had waited; for whoever takes them.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Completes when nothing more is taken in, with the reason; null where the client left.</summary>
    public Task<string?> Closed => _closed.Task;

    /// <summary>Adds a message. Once the outbox is closed, messages are passed over.</summary>
    public void Add(Envelope envelope)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;

            if (_waiting.Count == 0)
                _takenAt = time.GetTimestamp();
            if (_waiting.Count >= options.OutboxMessages
                || _bytes + envelope.Length > options.OutboxBytes
                || time.GetElapsedTime(_takenAt) > options.OutboxStall)
            {
                GiveUp();
                CloseCore(CloseReasons.SlowConsumer);
                return;
            }

            Enqueue(envelope);
        }
    }

    /// <summary>Takes in nothing more; what waits is still sent, then "closing" with the reason.</summary>
    public void Close(string reason)
    {
        lock (_gate)
        {
            if (!_isClosed)
                CloseCore(reason);
        }
    }

    /// <summary>The client has left: what waits is given up, and nothing more is said.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            GiveUp();
            if (!_isClosed)
                CloseCore(reason: null);
            _arrival?.TrySetResult();
        }
    }

    /// <summary>Waits for messages and moves them to <paramref name="batch"/>.</summary>
    /// <returns>False when the outbox is closed and empty.</returns>
    public async Task<bool> TakeAsync(List<Envelope> batch)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_waiting.Count > 0)
                {
                    Move(batch);
                    return true;
                }

                if (_isClosed)
                    return false;

                _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrival = _arrival.Task;
            }

            await arrival;
        }
    }

    /// <summary>
    /// Waits until the outbox is at most half full, or closed. Operations wait for it, so that a client that asks for much can't be
    /// closed for what it has not had time to read; half the bounds is what one operation may add (<see cref="ChannelFeed"/>).
    /// </summary>
    public async Task WaitForRoomAsync()
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (HasRoom)
                    return;

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room;
        }
    }

    private bool HasRoom => _isClosed || (_waiting.Count <= options.OutboxMessages / 2 && _bytes <= options.OutboxBytes / 2);

    private void Move(List<Envelope> batch)
    {
        var bytes = 0;
        while (batch.Count < BatchMessages && _waiting.TryPeek(out var next) && (bytes == 0 || bytes + next.Length <= BatchBytes))
        {
            batch.Add(_waiting.Dequeue());
            bytes += next.Length;
        }

        _bytes -= bytes;
        Waited = time.GetElapsedTime(_takenAt);
        _takenAt = time.GetTimestamp();
        WakeRoom();
    }

    private void Enqueue(Envelope envelope)
    {
        _waiting.Enqueue(envelope);
        _bytes += envelope.Length;
        _arrival?.TrySetResult();
    }

    private void CloseCore(string? reason)
    {
        if (reason is not null)
            Enqueue(Envelopes.Closing(reason));
        _isClosed = true;
        _closed.TrySetResult(reason);
        WakeRoom();
    }

    private void GiveUp()
    {
        _waiting.Clear();
        _waiting.TrimExcess();
        _bytes = 0;
    }

    private void WakeRoom()
    {
        if (!HasRoom)
            return;

        _room?.TrySetResult();
        _room = null;
    }
}
