namespace CryptoGrains.Feeds.Files;

/// <summary>A stream with a few bytes of our own after its end.</summary>
internal sealed class TailedStream(Stream body, ReadOnlyMemory<byte> tail) : Stream
{
    private ReadOnlyMemory<byte> _tail = tail;

    /// <summary>Whether the body has ended and the tail has begun.</summary>
    public bool TailBegun { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = TailBegun ? 0 : body.Read(buffer);
        return read > 0 ? read : ReadTail(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = TailBegun ? 0 : await body.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : ReadTail(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            body.Dispose();
        base.Dispose(disposing);
    }

    private int ReadTail(Span<byte> buffer)
    {
        TailBegun = true;
        var count = Math.Min(buffer.Length, _tail.Length);
        _tail.Span[..count].CopyTo(buffer);
        _tail = _tail[count..];
        return count;
    }
}
