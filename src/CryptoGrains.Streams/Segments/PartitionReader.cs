using CryptoGrains.Streams.Blocks;
using Microsoft.Win32.SafeHandles;

namespace CryptoGrains.Streams.Segments;

/// <summary>One reader's way through a partition: large reads, whole blocks, and each loss told once.</summary>
internal sealed class PartitionReader(Partition partition, long fromOffset) : IDisposable
{
    private readonly BlockDecoder _decoder = new();
    private readonly List<Found> _found = [];

    // Every batch is decoded into it: what the batch before gave out is overwritten.
    private readonly LogEntry[] _entries = new LogEntry[BlockLimits.MaxRecords];
    private long _at = fromOffset;
    private Segment? _segment;
    private SafeFileHandle? _file;
    private BlockCursor? _cursor;
    private string? _damage;

    /// <summary>The next batch, or null where there is none yet.</summary>
    /// <exception cref="TradeLogException">The reader is ahead of the log.</exception>
    public LogBatch? TryRead()
    {
        while (true)
        {
            var view = partition.View;
            if (_at > view.Next)
            {
                throw new TradeLogException(
                    $"Partition {partition.Number} of the trade log ends at offset {view.Next}, and {_at} was asked for. "
                    + "It is not the log that the position was stored for, or the machine lost its end: read from an offset that it has.");
            }

            if (_cursor is null && !TryOpen(view, out var loss))
            {
                if (loss is not null)
                    return loss;
                continue;
            }

            var isActive = ReferenceEquals(_segment, view.Active);
            var limit = isActive ? view.ActiveLength : RandomAccess.GetLength(_file!);
            var end = isActive ? view.Next : view.EndOf(_segment!);
            if (Find(limit, end) is { } batch)
                return batch;

            // Nothing is left below the limit.
            if (_at < end)
                return Lose(end);
            if (isActive)
                return null;
            Close();
        }
    }

    public void Dispose() => Close();

    /// <summary>Opens the segment of the offset. False: something was lost before it, or it has just been dropped.</summary>
    private bool TryOpen(PartitionView view, out LogBatch? loss)
    {
        loss = _at < view.First ? Lose(view.First) : null;
        if (loss is not null)
            return false;

        var segment = view.Segments[view.IndexOf(_at)];
        try
        {
            _file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException) when (!ReferenceEquals(segment, view.Active))
        {
            // Retention takes a segment out of the view before it deletes the file. A file that is gone without it is a loss.
            if (ReferenceEquals(partition.View, view))
            {
                Damage($"{segment.Path} is gone.");
                loss = Lose(view.EndOf(segment));
            }

            return false;
        }

        _segment = segment;
        _cursor = new BlockCursor(_file);
        return true;
    }

    /// <summary>The next batch of the segment, or null where it holds no more.</summary>
    private LogBatch? Find(long limit, long end)
    {
        LogBatch? batch;
        do
        {
            batch = Gather(limit, end);
        }
        while (batch is null && _found.Count > 0);

        return batch;
    }

    /// <summary>Gathers whole blocks, as many as one batch may have. Null with blocks found: none of them could be decoded.</summary>
    private LogBatch? Gather(long limit, long end)
    {
        var cursor = _cursor!;
        _found.Clear();
        var (next, count) = (_at, 0);
        do
        {
            var state = cursor.Look(limit, out var header, out var body);
            if (state == BlockState.End)
                break;
            if (state == BlockState.Whole && header.NextOffset <= next)
            {
                cursor.Advance(header.BlockLength);
                continue;
            }

            var isRight = state == BlockState.Whole && header.NextOffset <= end && Checksum.Of(body.Span) == header.BodyChecksum;
            if (_found.Count > 0 && (!isRight || header.FirstOffset != next || count + header.Count > BlockLimits.MaxRecords))
                break;
            if (!isRight)
            {
                PassOver(state, header, limit);
                continue;
            }

            if (header.FirstOffset > next)
                return Lose(header.FirstOffset);

            _damage = null;
            _found.Add(new Found(header, body, cursor.Position));
            count += header.Count;
            next = header.NextOffset;
            cursor.Advance(header.BlockLength);
        }
        while (_found.Count == 0 || cursor.HasBuffered);

        return _found.Count == 0 ? null : Decode();
    }

    private LogBatch? Decode()
    {
        var filled = 0;
        foreach (var (header, body, position) in _found)
        {
            try
            {
                _decoder.Decode(header, body.Span, _entries.AsSpan(filled, header.Count));
            }
            catch (InvalidDataException exception)
            {
                _cursor!.Seek(position + header.BlockLength);
                Damage(position, _cursor.Position, exception.Message);
                break;
            }

            filled += header.Count;
        }

        // A reader that begins inside a block is given the rest of it.
        var skipped = (int)Math.Max(0, _at - _found[0].Header.FirstOffset);
        if (filled <= skipped)
            return null;

        _at += filled - skipped;
        return new LogBatch(partition.Number, _entries.AsMemory(skipped, filled - skipped), _at);
    }

    private void PassOver(BlockState state, BlockHeader header, long limit)
    {
        var from = _cursor!.Position;
        if (state == BlockState.Whole)
            _cursor.Advance(header.BlockLength);
        else
            _cursor.TryFindHeader(limit);
        Damage(from, _cursor.Position, state switch
        {
            BlockState.Whole => "the checksum of a block is wrong",
            BlockState.Torn => "a block breaks off",
            _ => "there is no block",
        });
    }

    private void Damage(long from, long to, string why) => Damage($"{_segment!.Path}, bytes {from} to {to}: {why}.");

    private void Damage(string sentence)
    {
        _damage = sentence;
        partition.ReportDamage(sentence);
    }

    private LogBatch Lose(long to)
    {
        var reason = _damage
            ?? $"Partition {partition.Number} of the trade log no longer holds the records from offset {_at} to {to}: "
            + "retention dropped them, or the disk lost them.";
        var loss = new LogLoss(_at, to, reason);
        _damage = null;
        _at = to;
        return new LogBatch(partition.Number, default, to, loss);
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
        _cursor = null;
        _segment = null;
    }

    private readonly record struct Found(BlockHeader Header, ReadOnlyMemory<byte> Body, long Position);
}
