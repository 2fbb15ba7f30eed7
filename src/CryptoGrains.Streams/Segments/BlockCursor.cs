using CryptoGrains.Streams.Blocks;
using Microsoft.Win32.SafeHandles;

namespace CryptoGrains.Streams.Segments;

/// <summary>Walks over the blocks of a segment file with large reads.</summary>
internal sealed class BlockCursor(SafeFileHandle file)
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    /// <summary>Where in the file the cursor stands: at a block's first byte, as far as is known.</summary>
    public long Position { get; private set; }

    /// <summary>Looks at the block at the cursor, as far as <paramref name="limit"/> in the file.</summary>
    /// <remarks>The body is the cursor's own memory. It stays as it is while <see cref="HasBuffered"/> says so.</remarks>
    public BlockState Look(long limit, out BlockHeader header, out ReadOnlyMemory<byte> body)
    {
        body = default;
        header = default;
        if (Fill(limit, BlockHeader.Size) < BlockHeader.Size)
            return Position == limit ? BlockState.End : BlockState.Torn;
        if (!BlockHeader.TryRead(_buffer.AsSpan(_start, BlockHeader.Size), out header))
            return BlockState.BadHeader;
        if (Fill(limit, header.BlockLength) < header.BlockLength)
            return BlockState.Torn;

        body = _buffer.AsMemory(_start + BlockHeader.Size, header.BodyLength);
        return BlockState.Whole;
    }

    /// <summary>Whether the next block can be looked at without moving those before it in the buffer.</summary>
    public bool HasBuffered =>
        BlockHeader.TryRead(_buffer.AsSpan(_start, _end - _start), out var header) && header.BlockLength <= _end - _start;

    /// <summary>Goes on by so many bytes.</summary>
    public void Advance(long bytes)
    {
        Position += bytes;
        if (bytes < _end - _start)
            _start += (int)bytes;
        else
            _start = _end = 0;
    }

    /// <summary>Goes to a place in the file.</summary>
    public void Seek(long position)
    {
        Position = position;
        _start = _end = 0;
    }

    /// <summary>Goes on to the next place, after at least one byte, where a header is right; to the limit if there is none.</summary>
    public bool TryFindHeader(long limit)
    {
        Advance(1);
        while (Fill(limit, BlockHeader.Size) >= BlockHeader.Size)
        {
            if (BlockHeader.TryRead(_buffer.AsSpan(_start, BlockHeader.Size), out _))
                return true;
            Advance(1);
        }

        Advance(limit - Position);
        return false;
    }

    /// <summary>Reads until so many bytes follow the cursor, or the file or the limit ends; never beyond the limit.</summary>
    /// <returns>How many bytes follow, at the most <paramref name="wanted"/>.</returns>
    private int Fill(long limit, int wanted)
    {
        wanted = (int)Math.Min(wanted, limit - Position);
        if (_end - _start >= wanted)
            return wanted;

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < wanted)
        {
            var space = (int)Math.Min(_buffer.Length - _end, limit - Position - _end);
            var read = RandomAccess.Read(file, _buffer.AsSpan(_end, space), Position + _end);
            if (read == 0)
                return _end;
            _end += read;
        }

        return wanted;
    }
}
