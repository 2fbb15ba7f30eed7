using CryptoGrains.Market;
using CryptoGrains.Streams.Blocks;

namespace CryptoGrains.Streams.Segments;

/// <summary>Keeps the log within its size and age by dropping whole segments, the oldest of all partitions first.</summary>
internal sealed class Retention(Partition[] partitions, ReaderPositions positions, SegmentLogOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();

    /// <summary>Drops what the options no longer keep. The segment that is written is never dropped.</summary>
    public void Apply()
    {
        lock (_lock)
        {
            var bytes = partitions.Sum(partition => partition.View.Segments.Sum(segment => new FileInfo(segment.Path).Length));
            var oldestKept = Timestamp.From(time.GetUtcNow()) - options.RetainFor;
            var candidates = partitions.Select(Oldest).OfType<Candidate>().ToList();
            while (candidates.MinBy(candidate => candidate.LastAppend) is { } oldest)
            {
                candidates.Remove(oldest);
                var isTooMuch = bytes > options.MaxBytes;
                var isNotKept = bytes > options.RetainBytes || oldest.LastAppend < oldestKept;
                if (!isTooMuch && (!isNotKept || oldest.IsNeeded))
                    continue;

                bytes -= oldest.Bytes;
                oldest.Partition.DropOldest(oldest.IsNeeded);
                if (Oldest(oldest.Partition) is { } next)
                    candidates.Add(next);
            }
        }
    }

    /// <summary>A partition's oldest segment, if it is not the one that is written.</summary>
    private Candidate? Oldest(Partition partition)
    {
        var segments = partition.View.Segments;
        if (segments.Length < 2)
            return null;

        var isNeeded = positions.RangeOf(partition.Number) is { } range && range.Least < segments[1].FirstOffset;
        return new Candidate(partition, new FileInfo(segments[0].Path).Length, FirstAppendIn(segments[1]), isNeeded);
    }

    /// <summary>When a segment's first block was written: nothing in the segment before it is younger.</summary>
    private Timestamp FirstAppendIn(Segment segment)
    {
        Span<byte> bytes = stackalloc byte[BlockHeader.Size];
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.Read(file, bytes, fileOffset: 0);
        return BlockHeader.TryRead(bytes[..length], out var header)
            ? new Timestamp(header.AppendTime)
            : Timestamp.From(time.GetUtcNow());
    }

    private sealed record Candidate(Partition Partition, long Bytes, Timestamp LastAppend, bool IsNeeded);
}
