using CryptoGrains.Market;
using CryptoGrains.Streams.Blocks;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace CryptoGrains.Streams.Segments;

/// <summary>One partition: a folder of segments, and the one thread that writes them.</summary>
/// <remarks>
/// The thread is its own, because forcing a file to the disk blocks for milliseconds and the pool's threads are few.
/// All that wait while it does so are written together by the next commit.
/// </remarks>
internal sealed class Partition : IAsyncDisposable
{
    /// <summary>How much a commit gathers in memory before it is written, and how many records it encodes at once.</summary>
    private const int WriteBytes = 1 << 20;
    private const int EncodeRecords = 16 * BlockLimits.MaxRecords;

    private readonly string _folder;
    private readonly SegmentLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AppendQueue _queue;
    private readonly BlockEncoder _encoder = new();
    private readonly Lock _viewLock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KeyValuePair<string, object?> _tag;
    private volatile PartitionView _view;
    private volatile bool _closed;
    private SafeFileHandle _active;
    private bool _tailIsDirty;
    private bool _unforced;

    public Partition(int number, string folder, long leastNext, SegmentLogOptions options, TimeProvider time, ILogger logger)
    {
        Number = number;
        _folder = folder;
        _options = options;
        _time = time;
        _logger = logger;
        _tag = new KeyValuePair<string, object?>("partition", number);
        _queue = new AppendQueue(options.QueueRecords, _tag);
        (_view, _active) = PartitionRecovery.Open(folder, leastNext, logger);
    }

    public int Number { get; }

    /// <summary>What may be read now.</summary>
    public PartitionView View => _view;

    /// <summary>Pulses after each commit, and when the partition is closed.</summary>
    public AsyncPulse Changed { get; } = new();

    /// <summary>Called by the writer after it has begun a new segment.</summary>
    public Action? SegmentBegun { get; set; }

    public bool IsClosed => _closed;

    /// <summary>Begins to write what is appended.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = $"trade log p{Number}" }.Start();

    public async ValueTask<long> AppendAsync(ReadOnlyMemory<LogEntry> entries, CancellationToken cancellationToken)
    {
        var request = new AppendRequest(entries);
        await _queue.EnqueueAsync(request, cancellationToken);

        // From here on the writer reads the caller's memory, so the caller waits for the end and not for its token.
        return await request.Task;
    }

    /// <summary>Has the writer force what it has written.</summary>
    public void AskFlush() => _queue.AskFlush();

    /// <summary>Tells a damaged place that a reader has met.</summary>
    public void ReportDamage(string sentence)
    {
        StreamMetrics.CorruptBlocks.Add(1, _tag);
        _logger.LogError("{Damage}", sentence);
    }

    /// <summary>Drops the oldest segment, which is not the one that is written.</summary>
    public void DropOldest(bool neededByReader)
    {
        Segment oldest;
        lock (_viewLock)
        {
            oldest = _view.Segments[0];
            _view = _view with { Segments = _view.Segments[1..] };
        }

        File.Delete(oldest.Path);
        StreamMetrics.DroppedSegments.Add(1, _tag, new KeyValuePair<string, object?>("needed", neededByReader));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task;
        _active.Dispose();
    }

    private void Run()
    {
        var requests = new List<AppendRequest>();
        while (_queue.Take(requests, out var flush))
        {
            if (requests.Count > 0)
                Commit(requests);
            if (flush)
                TryForce();
            requests.Clear();
        }

        if (_options.Fsync != FsyncPolicy.Never)
            TryForce();
        _closed = true;
        Changed.Pulse();
        _ended.SetResult();
    }

    private void Commit(List<AppendRequest> requests)
    {
        try
        {
            CutBack();
            if (_view.ActiveLength >= _options.SegmentBytes)
                BeginSegment();

            var view = _view;
            var (position, next) = (view.ActiveLength, view.Next);
            var appendTime = Timestamp.From(_time.GetUtcNow()).Microseconds;
            _tailIsDirty = true;
            foreach (var request in requests)
            {
                request.FirstOffset = next;
                for (var rest = request.Entries.Span; !rest.IsEmpty;)
                {
                    var part = rest[..Math.Min(rest.Length, EncodeRecords)];
                    rest = rest[part.Length..];
                    _encoder.Add(part, next, appendTime);
                    next += part.Length;
                    if (_encoder.Length >= WriteBytes)
                        WriteOut(ref position);
                }
            }

            WriteOut(ref position);
            if (_options.Fsync.IsEveryCommit)
                Force();
            Publish(position, next);
        }
        catch (Exception exception)
        {
            // Whatever it was, the callers hear of it, and the partition stays able to write.
            Refuse(requests, exception);
            return;
        }

        foreach (var request in requests)
            request.SetResult(request.FirstOffset);
    }

    private void WriteOut(ref long position)
    {
        _encoder.Seal();
        _unforced = true;
        RandomAccess.Write(_active, _encoder.Written, position);
        position += _encoder.Length;
        _encoder.Clear();
    }

    private void Publish(long length, long next)
    {
        _tailIsDirty = false;
        StreamMetrics.Commits.Add(1, _tag);
        StreamMetrics.AppendedBytes.Add(length - _view.ActiveLength, _tag);
        StreamMetrics.AppendedRecords.Add(next - _view.Next, _tag);
        lock (_viewLock)
            _view = _view with { ActiveLength = length, Next = next };
        Changed.Pulse();
    }

    private void Refuse(List<AppendRequest> requests, Exception exception)
    {
        StreamMetrics.FailedCommits.Add(1, _tag);
        _encoder.Clear();
        var kept = "Nothing of this append is kept, and all that was acknowledged before is.";
        try
        {
            CutBack();
        }
        catch (IOException)
        {
            // The next commit cuts it again before it writes, and an opening would.
            kept = "Nothing of this append is acknowledged; what was written of it could not be cut off yet.";
        }

        var sentence = $"Partition {Number} of the trade log could not be written in {_folder}: {exception.Message} {kept} "
            + "If the disk is full, make room and append again.";
        _logger.LogError(exception, "{Sentence}", sentence);
        foreach (var request in requests)
            request.SetException(new TradeLogException(sentence, exception));
    }

    /// <summary>Takes away what a commit that failed has left behind the acknowledged records.</summary>
    private void CutBack()
    {
        if (!_tailIsDirty)
            return;

        RandomAccess.SetLength(_active, _view.ActiveLength);
        _tailIsDirty = false;
    }

    private void BeginSegment()
    {
        // A segment that is left is whole on the disk, so only the last one can ever be torn.
        if (_options.Fsync != FsyncPolicy.Never)
            Force();

        var segment = Segment.At(_folder, _view.Next);
        var file = PartitionRecovery.OpenForWriting(segment);
        try
        {
            if (_options.Fsync != FsyncPolicy.Never)
                DurableFile.ForceFolder(_folder);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _active.Dispose();
        _active = file;
        lock (_viewLock)
            _view = _view with { Segments = [.. _view.Segments, segment], ActiveLength = 0 };
        SegmentBegun?.Invoke();
    }

    private void Force()
    {
        if (!_unforced)
            return;

        var begin = _time.GetTimestamp();
        RandomAccess.FlushToDisk(_active);
        _unforced = false;
        StreamMetrics.FsyncSeconds.Record(_time.GetElapsedTime(begin).TotalSeconds, _tag);
    }

    private void TryForce()
    {
        try
        {
            Force();
        }
        catch (IOException exception)
        {
            _logger.LogError(
                exception,
                "Partition {Partition} of the trade log could not be forced to the disk: a power failure now may cost what was "
                + "written since the last time. It is tried again.",
                Number);
        }
    }
}
