using System.IO.Compression;

namespace CryptoGrains.Feeds.Files;

/// <summary>The bytes in a gzip stream of one member or several, which notices when it is cut off.</summary>
/// <remarks>
/// <see cref="GZipStream"/> takes a stream that is cut off for one that has ended. So a small member of our own is put after the
/// stream's end: if it comes out, the stream was whole; if not, what came out since is the decoder reading our member as its own.
/// </remarks>
internal sealed class GzipSource : ByteSource
{
    private static readonly byte[] Seal = "whole"u8.ToArray();
    private static readonly byte[] SealMember = Compress(Seal);

    private readonly TailedStream _tailed;
    private readonly GZipStream _gzip;

    public GzipSource(Stream compressed)
    {
        _tailed = new TailedStream(compressed, SealMember);
        _gzip = new GZipStream(_tailed, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // The decoder takes in more only when it has given out all it could, so once the tail has begun no byte is the file's.
        var read = _tailed.TailBegun ? 0 : await _gzip.ReadAsync(buffer, cancellationToken);
        if (!_tailed.TailBegun)
            return read;

        return await IsSealAsync(buffer[..read], cancellationToken)
            ? 0
            : throw new InvalidDataException("the gzip data is cut off, or something else follows it");
    }

    public override ValueTask DisposeAsync() => _gzip.DisposeAsync();

    private async ValueTask<bool> IsSealAsync(ReadOnlyMemory<byte> begun, CancellationToken cancellationToken)
    {
        var rest = new byte[Seal.Length];
        var read = await _gzip.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken);
        return begun.Length + read == Seal.Length
            && begun.Span.SequenceEqual(Seal.AsSpan(0, begun.Length))
            && rest.AsSpan(0, read).SequenceEqual(Seal.AsSpan(begun.Length));
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
