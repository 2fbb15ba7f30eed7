using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>Reads and writes page headers.</summary>
internal static class PageHeaderFormat
{
    private const int DataFields = 5;
    private const int DictionaryFields = 7;
    private const int DataV2Fields = 8;

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static PageHeader Read(ref ThriftReader reader)
    {
        var header = new PageHeader { Kind = (PageKind)(-1), CompressedLength = -1, UncompressedLength = -1, IsCompressed = true };
        var details = -1;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    header = header with { Kind = (PageKind)reader.ReadInt(type) };
                    break;
                case 2:
                    header = header with { UncompressedLength = reader.ReadCount(type, "The uncompressed length of a page") };
                    break;
                case 3:
                    header = header with { CompressedLength = reader.ReadCount(type, "The compressed length of a page") };
                    break;
                case 4:
                    header = header with { Crc = (uint)reader.ReadInt(type) };
                    break;
                case DataFields or DictionaryFields or DataV2Fields:
                    ThriftReader.ExpectStruct(type);
                    header = ReadDetails(ref reader, header, id);
                    details = id;
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        var expected = header.Kind switch
        {
            PageKind.Data => DataFields,
            PageKind.Dictionary => DictionaryFields,
            PageKind.DataV2 => DataV2Fields,
            _ => details,
        };
        if ((int)header.Kind < 0 || header.CompressedLength < 0 || header.UncompressedLength < 0 || details != expected)
            throw new InvalidDataException("A page header is not whole.");

        return header;
    }

    /// <summary>Writes the header of a <see cref="PageKind.Data"/> or <see cref="PageKind.Dictionary"/> page.</summary>
    public static void Write(in PageHeader header, ThriftWriter writer)
    {
        writer.BeginElement();
        writer.I32(1, (int)header.Kind);
        writer.I32(2, header.UncompressedLength);
        writer.I32(3, header.CompressedLength);
        if (header.Crc is { } crc)
            writer.I32(4, (int)crc);

        var isData = header.Kind == PageKind.Data;
        writer.BeginStruct(isData ? DataFields : DictionaryFields);
        writer.I32(1, header.ValueCount);
        writer.I32(2, (int)header.Encoding);
        if (isData)
        {
            writer.I32(3, (int)PageEncoding.Rle);
            writer.I32(4, (int)PageEncoding.Rle);
        }

        writer.EndStruct();
        writer.EndStruct();
    }

    private static PageHeader ReadDetails(ref ThriftReader reader, PageHeader header, int kind)
    {
        var encodingField = kind == DataV2Fields ? 4 : 2;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (id == 1)
                header = header with { ValueCount = reader.ReadCount(type, "The number of a page's values") };
            else if (id == encodingField)
                header = header with { Encoding = (PageEncoding)reader.ReadInt(type) };
            else if (kind == DataFields && id == 3)
                header = header with { DefinitionEncoding = (PageEncoding)reader.ReadInt(type) };
            else if (kind == DataFields && id == 4)
                header = header with { RepetitionEncoding = (PageEncoding)reader.ReadInt(type) };
            else if (kind == DataV2Fields && id == 5)
                header = header with { DefinitionLength = reader.ReadCount(type, "The length of a page's definition levels") };
            else if (kind == DataV2Fields && id == 6)
                header = header with { RepetitionLength = reader.ReadCount(type, "The length of a page's repetition levels") };
            else if (kind == DataV2Fields && id == 7)
                header = header with { IsCompressed = ThriftReader.ReadBool(type) };
            else
                reader.Skip(type);
        }

        return header;
    }
}
