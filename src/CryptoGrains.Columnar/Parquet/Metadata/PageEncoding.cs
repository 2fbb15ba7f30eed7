namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>How the values or levels of a page are encoded. The numbers are the format's.</summary>
internal enum PageEncoding
{
    /// <summary>One behind the other.</summary>
    Plain = 0,

    /// <summary>Places in a dictionary; on a dictionary's own page: one behind the other. The old name.</summary>
    PlainDictionary = 2,

    /// <summary>The RLE/bit-packing hybrid.</summary>
    Rle = 3,

    /// <summary>Levels packed with the highest bit first, of old writers.</summary>
    BitPacked = 4,

    /// <summary>Differences, packed.</summary>
    DeltaBinaryPacked = 5,

    /// <summary>Lengths as differences, then the bytes.</summary>
    DeltaLengthByteArray = 6,

    /// <summary>Shared beginnings and the rest of each value.</summary>
    DeltaByteArray = 7,

    /// <summary>Places in a dictionary.</summary>
    RleDictionary = 8,

    /// <summary>The first bytes of all values, then the second bytes, and so on.</summary>
    ByteStreamSplit = 9,
}
