using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Metadata;

namespace CryptoGrains.Columnar.Parquet.Files;

/// <summary>The last bytes of a file, read at once: its foot, and of a small file the columns too.</summary>
/// <param name="start">Where in the file they begin.</param>
/// <param name="bytes">The bytes.</param>
internal sealed class FileTail(long start, ReadOnlyMemory<byte> bytes)
{
    /// <summary>The length of the foot and the mark behind it.</summary>
    private const int TrailerLength = 8;
    private const int MarkLength = 4;

    /// <summary>How much is read at first. Most feet are shorter.</summary>
    private const int FirstRead = 64 << 10;

    /// <summary>A file of at most so many bytes is read whole: a call for each column would take longer.</summary>
    private const int SmallFile = 256 << 10;

    /// <summary>Where the columns end and the foot begins.</summary>
    public long FootStart { get; private init; }

    private static ReadOnlySpan<byte> Mark => "PAR1"u8;

    private static ReadOnlySpan<byte> MarkOfEncrypted => "PARE"u8;

    /// <summary>Reads the end of a file and its foot.</summary>
    /// <exception cref="InvalidDataException">It is no Parquet file, or is damaged.</exception>
    public static async ValueTask<(FileTail Tail, FileMetadata Metadata)> ReadAsync(
        IParquetSource source, CancellationToken cancellationToken)
    {
        if (source.Length < MarkLength + TrailerLength)
            throw new InvalidDataException($"A file of {source.Length} bytes is no Parquet file.");

        var bytes = GC.AllocateUninitializedArray<byte>(source.Length <= SmallFile ? (int)source.Length : FirstRead);
        await source.ReadAsync(source.Length - bytes.Length, bytes, cancellationToken);
        var footLength = FootLength(bytes.AsSpan(bytes.Length - TrailerLength), source.Length);
        if (footLength + TrailerLength > bytes.Length)
        {
            bytes = new byte[footLength + TrailerLength];
            await source.ReadAsync(source.Length - bytes.Length, bytes, cancellationToken);
        }

        var metadata = FooterReader.Read(bytes.AsSpan(bytes.Length - TrailerLength - footLength, footLength));
        var tail = new FileTail(source.Length - bytes.Length, bytes) { FootStart = source.Length - TrailerLength - footLength };
        return (tail, metadata);
    }

    /// <summary>Copies bytes of the file, if they are among the last ones.</summary>
    public bool TryCopy(long offset, Span<byte> into)
    {
        if (offset < start || offset + into.Length > start + bytes.Length)
            return false;

        bytes.Span.Slice((int)(offset - start), into.Length).CopyTo(into);
        return true;
    }

    private static int FootLength(ReadOnlySpan<byte> trailer, long fileLength)
    {
        var mark = trailer[^MarkLength..];
        if (mark.SequenceEqual(MarkOfEncrypted))
            throw new InvalidDataException("The file's foot is encrypted, which is not read here.");
        if (!mark.SequenceEqual(Mark))
            throw new InvalidDataException("The file does not end with PAR1: it is no Parquet file, or was not written to its end.");

        var length = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (length > fileLength - TrailerLength - MarkLength || length > Array.MaxLength - TrailerLength)
            throw new InvalidDataException($"The foot is said to have {length} bytes, where the file has {fileLength}.");

        return (int)length;
    }
}
