namespace CryptoGrains.Feeds.Files;

/// <summary>
/// Compressed bytes that may not grow without measure: prices compress five- to tenfold, a bomb a thousandfold.
/// </summary>
internal sealed class BoundedSource(ByteSource source, long compressedLength) : ByteSource
{
    /// <summary>How many times its compressed length a file may have.</summary>
    public const int MostExpansion = 200;

    /// <summary>A small file may be of any make, as long as it stays below this.</summary>
    public const long AlwaysAllowed = 64L << 20;

    private readonly long _most = Math.Max(AlwaysAllowed, compressedLength * MostExpansion);
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read <= _most
            ? read
            : throw new InvalidDataException(
                $"it expands to more than {MostExpansion} times its {compressedLength:N0} bytes, which no market data does");
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();
}
