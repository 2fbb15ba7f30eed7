using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>A data page of either version, in its parts.</summary>
internal readonly ref struct DataPage
{
    private DataPage(in PageHeader header, LevelRuns repetition, LevelRuns definition, ReadOnlySpan<byte> values)
    {
        Count = header.ValueCount;
        Encoding = header.Encoding;
        Repetition = repetition;
        Definition = definition;
        Values = values;
    }

    /// <summary>Its values, with those that are missing.</summary>
    public int Count { get; }

    /// <summary>How the values are encoded.</summary>
    public PageEncoding Encoding { get; }

    /// <summary>The repetition levels; nothing where the leaf has none.</summary>
    public LevelRuns Repetition { get; }

    /// <summary>The definition levels; nothing where the leaf has none.</summary>
    public LevelRuns Definition { get; }

    /// <summary>The values that are there.</summary>
    public ReadOnlySpan<byte> Values { get; }

    /// <summary>Decompresses a page and takes it apart.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static DataPage Open(in PageHeader header, ReadOnlySpan<byte> body, Leaf leaf, Decompression decompression)
    {
        if (header.Kind == PageKind.Data)
        {
            var rest = decompression.Decompress(body, header.UncompressedLength);
            var repetition = TakeLevels(ref rest, header.RepetitionEncoding, header.ValueCount, leaf.MaxRepetition);
            var definition = TakeLevels(ref rest, header.DefinitionEncoding, header.ValueCount, leaf.MaxDefinition);
            return new DataPage(header, repetition, definition, rest);
        }

        var levels = (long)header.RepetitionLength + header.DefinitionLength;
        if (levels > body.Length || levels > header.UncompressedLength)
            throw new InvalidDataException($"The levels of a page have {levels} bytes, where the page has {body.Length}.");

        var values = body[(int)levels..];
        if (header.IsCompressed)
            values = decompression.Decompress(values, header.UncompressedLength - (int)levels);

        return new DataPage(
            header,
            new LevelRuns(body[..header.RepetitionLength], PageEncoding.Rle, leaf.MaxRepetition),
            new LevelRuns(body.Slice(header.RepetitionLength, header.DefinitionLength), PageEncoding.Rle, leaf.MaxDefinition),
            values);
    }

    private static LevelRuns TakeLevels(scoped ref ReadOnlySpan<byte> rest, PageEncoding encoding, int count, int greatest)
    {
        if (greatest == 0)
            return default;

        long length;
        if (encoding == PageEncoding.BitPacked)
        {
            length = ((long)count * LevelRuns.BitWidth(greatest) + 7) / 8;
        }
        else if (encoding == PageEncoding.Rle)
        {
            if (rest.Length < sizeof(uint))
                throw new InvalidDataException("A page ends before its levels.");
            length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            rest = rest[sizeof(uint)..];
        }
        else
        {
            throw new InvalidDataException($"The encoding {encoding} is not read for levels.");
        }

        if (length > rest.Length)
            throw new InvalidDataException($"The levels of a page have {length} bytes, where {rest.Length} are left.");

        var levels = new LevelRuns(rest[..(int)length], encoding, greatest);
        rest = rest[(int)length..];
        return levels;
    }
}
