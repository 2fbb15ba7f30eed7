namespace CryptoGrains.Columnar.Parquet.Thrift;

/// <summary>The types of Thrift's compact protocol. The numbers are the protocol's.</summary>
internal enum ThriftType : byte
{
    /// <summary>The end of a structure.</summary>
    Stop = 0,

    /// <summary>A field that is true; in a list, a truth value.</summary>
    True = 1,

    /// <summary>A field that is false.</summary>
    False = 2,

    /// <summary>A number of 8 bits.</summary>
    I8 = 3,

    /// <summary>A number of 16 bits.</summary>
    I16 = 4,

    /// <summary>A number of 32 bits.</summary>
    I32 = 5,

    /// <summary>A number of 64 bits.</summary>
    I64 = 6,

    /// <summary>IEEE 754 double precision.</summary>
    Double = 7,

    /// <summary>Bytes or text.</summary>
    Binary = 8,

    /// <summary>A list.</summary>
    List = 9,

    /// <summary>A set.</summary>
    Set = 10,

    /// <summary>A map.</summary>
    Map = 11,

    /// <summary>A structure.</summary>
    Struct = 12,

    /// <summary>A UUID.</summary>
    Uuid = 13,
}
