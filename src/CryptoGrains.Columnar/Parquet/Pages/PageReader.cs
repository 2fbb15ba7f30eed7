using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>Goes through the pages of a column chunk and compares their checksums.</summary>
/// <param name="chunk">The chunk's bytes.</param>
internal ref struct PageReader(ReadOnlySpan<byte> chunk)
{
    private readonly ReadOnlySpan<byte> _chunk = chunk;
    private int _at;

    /// <summary>Goes to the next page that is no index.</summary>
    /// <param name="header">What stands before it.</param>
    /// <param name="body">Its bytes, as they are in the file.</param>
    /// <returns>False at the chunk's end.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public bool Next(out PageHeader header, out ReadOnlySpan<byte> body)
    {
        while (NextOfAnyKind(out header, out body))
        {
            if (header.Kind is not (PageKind.Data or PageKind.DataV2 or PageKind.Dictionary))
                continue;

            if (header.Crc is { } crc && Crc32.Of(body) != crc)
                throw new InvalidDataException("The checksum of a page is wrong: its bytes are not those that were written.");

            return true;
        }

        return false;
    }

    /// <summary>How many values the headers of a chunk's data pages say there are; the pages themselves are not looked at.</summary>
    /// <param name="chunk">The chunk's bytes.</param>
    /// <param name="enough">As soon as there are so many, no more are counted.</param>
    /// <exception cref="InvalidDataException">A header is damaged.</exception>
    public static long CountValues(ReadOnlySpan<byte> chunk, long enough)
    {
        var pages = new PageReader(chunk);
        var count = 0L;
        while (count < enough && pages.NextOfAnyKind(out var header, out _))
        {
            if (header.Kind is PageKind.Data or PageKind.DataV2)
                count += header.ValueCount;
        }

        return count;
    }

    private bool NextOfAnyKind(out PageHeader header, out ReadOnlySpan<byte> body)
    {
        if (_at >= _chunk.Length)
        {
            header = default;
            body = default;
            return false;
        }

        var reader = new ThriftReader(_chunk[_at..]);
        header = PageHeaderFormat.Read(ref reader);
        _at += reader.Consumed;
        if (header.CompressedLength > _chunk.Length - _at)
        {
            throw new InvalidDataException(
                $"A page has {header.CompressedLength} bytes, where {_chunk.Length - _at} are left of the column chunk.");
        }

        body = _chunk.Slice(_at, header.CompressedLength);
        _at += header.CompressedLength;
        return true;
    }
}
