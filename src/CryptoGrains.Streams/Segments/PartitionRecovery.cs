using CryptoGrains.Streams.Blocks;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace CryptoGrains.Streams.Segments;

/// <summary>Opens a partition's folder as the last process left it, however that ended.</summary>
internal static class PartitionRecovery
{
    /// <summary>Finds the end of the log, cuts off what was never wholly written, and opens the last segment for writing.</summary>
    /// <param name="folder">The partition's folder.</param>
    /// <param name="leastNext">Offsets before this one were handed out already: the greatest stored position.</param>
    /// <param name="logger">Where a cut or a damaged place is told.</param>
    public static (PartitionView View, SafeFileHandle Active) Open(string folder, long leastNext, ILogger logger)
    {
        DurableFile.MakeFolder(folder, force: true);
        var segments = Segment.In(folder);
        if (segments.Length == 0)
            return Begin(folder, [], leastNext);

        var last = OpenForWriting(segments[^1]);
        try
        {
            var (length, end, mayHaveBeenUsed) = FindEnd(last, segments[^1], logger);
            var next = Math.Max(mayHaveBeenUsed, leastNext);
            if (next == end)
                return (new PartitionView(segments, length, end), last);

            logger.LogWarning(
                "{File} ends at offset {End}, but offsets up to {Next} may have been acknowledged. They are not used again.",
                segments[^1].Path, end, next);
            last.Dispose();
            return Begin(folder, segments, next);
        }
        catch
        {
            last.Dispose();
            throw;
        }
    }

    /// <summary>Opens a segment's file for its one writer.</summary>
    public static SafeFileHandle OpenForWriting(Segment segment) =>
        File.OpenHandle(segment.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private static (PartitionView View, SafeFileHandle Active) Begin(string folder, Segment[] before, long next)
    {
        // An empty segment's name is enough to keep the offset over the next restart.
        var segment = Segment.At(folder, next);
        var active = OpenForWriting(segment);
        DurableFile.ForceFolder(folder);
        return (new PartitionView([.. before, segment], ActiveLength: 0, next), active);
    }

    private static (long Length, long Next, long MayHaveBeenUsed) FindEnd(SafeFileHandle file, Segment segment, ILogger logger)
    {
        var fileLength = RandomAccess.GetLength(file);
        var cursor = new BlockCursor(file);
        var (next, goodLength, lost) = (segment.FirstOffset, 0L, segment.FirstOffset);
        BlockState state;
        while ((state = cursor.Look(fileLength, out var header, out var body)) is BlockState.Whole or BlockState.BadHeader)
        {
            if (state == BlockState.BadHeader)
            {
                // A record takes a byte at least, so these bytes held no more records than they are.
                cursor.TryFindHeader(fileLength);
                lost = Math.Max(lost, next + cursor.Position - goodLength);
                continue;
            }

            if (header.FirstOffset >= next && Checksum.Of(body.Span) == header.BodyChecksum)
            {
                if (cursor.Position > goodLength)
                {
                    logger.LogError(
                        "{File}: bytes {From} to {To} are damaged. Readers are told of the loss and go on after it.",
                        segment.Path, goodLength, cursor.Position);
                }

                next = lost = header.NextOffset;
                goodLength = cursor.Position + header.BlockLength;
            }
            else
            {
                lost = Math.Max(lost, header.NextOffset);
            }

            cursor.Advance(header.BlockLength);
        }

        if (goodLength < fileLength)
        {
            logger.LogWarning(
                "{File}: the last {Bytes} bytes are no whole block and are cut off at byte {Place}.",
                segment.Path, fileLength - goodLength, goodLength);
            RandomAccess.SetLength(file, goodLength);
            RandomAccess.FlushToDisk(file);
        }

        return (goodLength, next, lost);
    }
}
