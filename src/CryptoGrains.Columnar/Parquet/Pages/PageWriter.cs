using CryptoGrains.Columnar.Parquet.Compression;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>Writes pages behind each other into a file that is in memory.</summary>
internal sealed class PageWriter
{
    private readonly ByteBuffer _compressed = new();
    private readonly ThriftWriter _headers;
    private readonly ParquetCodec _codec;

    /// <summary>Writes pages behind what the file has.</summary>
    public PageWriter(ByteBuffer file, ParquetCodec codec)
    {
        File = file;
        _codec = codec;
        _headers = new ThriftWriter(file);
    }

    /// <summary>The file.</summary>
    public ByteBuffer File { get; }

    /// <summary>The bytes of the page that is next, before they are compressed.</summary>
    public ByteBuffer Body { get; } = new(64 << 10);

    /// <summary>The compression, as the format numbers it.</summary>
    public Codec Codec => _codec switch
    {
        ParquetCodec.Snappy => Codec.Snappy,
        ParquetCodec.Gzip => Codec.Gzip,
        _ => Codec.Uncompressed,
    };

    /// <summary>Writes the page whose bytes are in <see cref="Body"/>, and makes that empty.</summary>
    /// <returns>The bytes of the page with its header when they are not compressed.</returns>
    public int Write(PageKind kind, int valueCount, PageEncoding encoding)
    {
        var start = File.Length;
        var uncompressed = Body.Length;
        var bytes = Compress();
        var header = new PageHeader
        {
            Kind = kind,
            UncompressedLength = uncompressed,
            CompressedLength = bytes.Length,
            Crc = Crc32.Of(bytes),
            ValueCount = valueCount,
            Encoding = encoding,
        };
        PageHeaderFormat.Write(header, _headers);
        var headerLength = File.Length - start;
        File.Write(bytes);
        Body.Clear();
        return headerLength + uncompressed;
    }

    /// <summary>Gives the memory back to the pool, but not the file's.</summary>
    public void Release()
    {
        _compressed.Release();
        Body.Release();
    }

    private ReadOnlySpan<byte> Compress()
    {
        var bytes = Body.Written;
        _compressed.Clear();
        switch (_codec)
        {
            case ParquetCodec.Snappy:
                _compressed.Advance(Snappy.Compress(bytes, _compressed.GetSpan(Snappy.MaxCompressedLength(bytes.Length))));
                return _compressed.Written;
            case ParquetCodec.Gzip:
                _compressed.Advance(Gzip.Compress(bytes, _compressed.GetSpan(Gzip.MaxCompressedLength(bytes.Length))));
                return _compressed.Written;
            default:
                return bytes;
        }
    }
}
