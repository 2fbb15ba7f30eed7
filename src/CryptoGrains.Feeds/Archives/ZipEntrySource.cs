using System.IO.Compression;
using CryptoGrains.Feeds.Files;

namespace CryptoGrains.Feeds.Archives;

/// <summary>The bytes of one entry of a zip, opened when they are first read, so that a damaged entry fails by itself.</summary>
internal sealed class ZipEntrySource(ZipArchiveEntry entry) : ByteSource
{
    private Stream? _stream;
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _stream ??= await entry.OpenAsync(cancellationToken);
        var read = await _stream.ReadAsync(buffer, cancellationToken);
        _read += read;
        if (read == 0 && _read != entry.Length)
            throw new InvalidDataException($"the zip entry ends after {_read:N0} of {entry.Length:N0} bytes");

        return read;
    }

    public override ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;
}
