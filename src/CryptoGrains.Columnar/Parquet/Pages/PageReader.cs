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
        while (_at < _chunk.Length)
        {
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
            if (header.Kind is not (PageKind.Data or PageKind.DataV2 or PageKind.Dictionary))
                continue;

            if (header.Crc is { } crc && Crc32.Of(body) != crc)
                throw new InvalidDataException("The checksum of a page is wrong: its bytes are not those that were written.");

            return true;
        }

        header = default;
        body = default;
        return false;
    }
}
