namespace CryptoGrains.Feeds.Files;

/// <summary>A stream as it is.</summary>
internal sealed class PlainSource(Stream stream) : ByteSource
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        stream.ReadAsync(buffer, cancellationToken);

    public override ValueTask DisposeAsync() => stream.DisposeAsync();
}
