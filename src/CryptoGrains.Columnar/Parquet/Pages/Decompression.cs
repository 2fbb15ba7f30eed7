using System.Buffers;
using CryptoGrains.Columnar.Parquet.Compression;
using CryptoGrains.Columnar.Parquet.Metadata;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>Decompresses the pages of a column chunk one after the other into the same memory.</summary>
/// <param name="codec">How they are compressed.</param>
internal sealed class Decompression(Codec codec) : IDisposable
{
    private byte[] _bytes = [];

    /// <summary>Decompresses a page.</summary>
    /// <param name="source">Its bytes.</param>
    /// <param name="length">How many it must become.</param>
    /// <returns>The bytes, which are good until the next page.</returns>
    /// <exception cref="InvalidDataException">They are damaged, or the compression is not read here.</exception>
    public ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> source, int length)
    {
        if (codec == Codec.Uncompressed)
            return source;

        // Some writers leave nothing where there is nothing to compress, others a block that is empty.
        if (length == 0)
            return default;

        if (length > LeastRoom + GreatestRatio() * source.Length)
            throw new InvalidDataException($"{source.Length} bytes of {codec} can't become {length} bytes.");

        if (_bytes.Length < length)
        {
            Dispose();
            _bytes = ArrayPool<byte>.Shared.Rent(length);
        }

        var into = _bytes.AsSpan(0, length);
        switch (codec)
        {
            case Codec.Snappy:
                Snappy.Decompress(source, into);
                break;
            case Codec.Gzip:
                Gzip.Decompress(source, into);
                break;
            default:
                Lz4Raw.Decompress(source, into);
                break;
        }

        return into;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    /// <summary>What a block may become however short it is.</summary>
    private const long LeastRoom = 64;

    /// <summary>How many bytes one of a block can become at most.</summary>
    private long GreatestRatio() => codec switch
    {
        // A copy of 64 bytes takes three.
        Codec.Snappy => 22,

        // A match of 258 bytes takes two bits.
        Codec.Gzip => 1032,

        // A byte makes a match 255 bytes longer.
        Codec.Lz4Raw => 255,
        _ => throw new InvalidDataException($"The compression {Name(codec)} is not read here."),
    };

    private static string Name(Codec codec) => codec switch
    {
        Codec.Lz4 => "LZ4 (in the framing of Hadoop)",
        _ when Enum.IsDefined(codec) => codec.ToString().ToUpperInvariant(),
        _ => $"number {(int)codec}",
    };
}
