namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>What a page is. The numbers are the format's.</summary>
internal enum PageKind
{
    /// <summary>Values, compressed together with their levels.</summary>
    Data = 0,

    /// <summary>An index, which no writer writes.</summary>
    Index = 1,

    /// <summary>The dictionary of the data pages behind it.</summary>
    Dictionary = 2,

    /// <summary>Values behind levels that are not compressed.</summary>
    DataV2 = 3,
}
