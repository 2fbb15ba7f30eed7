namespace CryptoGrains.Feeds.Files;

/// <summary>Bytes of a file, uncompressed, from its beginning to its end.</summary>
internal abstract class ByteSource : IAsyncDisposable
{
    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The file is cut off or damaged. All that was read before is good.</exception>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Opens a file, gzip or plain, which its first bytes tell.</summary>
    public static ByteSource Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 64 * 1024);
        try
        {
            Span<byte> magic = stackalloc byte[2];
            var isGzip = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
            file.Position = 0;
            return isGzip ? new BoundedSource(new GzipSource(file), file.Length) : new PlainSource(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
