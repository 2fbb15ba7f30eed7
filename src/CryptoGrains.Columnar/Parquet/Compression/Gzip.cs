using System.Buffers;
using System.IO.Compression;

namespace CryptoGrains.Columnar.Parquet.Compression;

/// <summary>GZIP (RFC 1952). A block may be several members one behind the other.</summary>
internal static class Gzip
{
    /// <summary>The most bytes that a block of so many can take.</summary>
    /// <exception cref="OverflowException">More than an array can have.</exception>
    public static int MaxCompressedLength(int length) => checked(64 + length + length / 8);

    /// <summary>Compresses a block into one member.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="into">At least as many as <see cref="MaxCompressedLength"/> says.</param>
    /// <returns>How many bytes it took.</returns>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> into)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(source);

        member.GetBuffer().AsSpan(0, (int)member.Length).CopyTo(into);
        return (int)member.Length;
    }

    /// <summary>Decompresses a block.</summary>
    /// <param name="source">The compressed block.</param>
    /// <param name="into">As many bytes as it must have.</param>
    /// <exception cref="InvalidDataException">It is damaged, or has another length.</exception>
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> into)
    {
        var (count, isMore) = Read(source, into);
        if (count != into.Length)
            throw new InvalidDataException($"A GZIP block ends after {count} bytes of {into.Length}.");
        if (isMore)
            throw new InvalidDataException($"A GZIP block has more than the {into.Length} bytes that are expected.");
    }

    /// <summary>Reads members as far as there is room.</summary>
    /// <returns>How many bytes they have, and whether there would be more.</returns>
    private static (int Count, bool IsMore) Read(ReadOnlySpan<byte> source, Span<byte> into)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(source.Length);
        try
        {
            source.CopyTo(bytes);
            using var members = new MemoryStream(bytes, 0, source.Length, writable: false);
            using var gzip = new GZipStream(members, CompressionMode.Decompress);
            var count = gzip.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
            return (count, gzip.ReadByte() >= 0);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidDataException("A GZIP block is damaged: its checksum is wrong, or it is no GZIP at all.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
