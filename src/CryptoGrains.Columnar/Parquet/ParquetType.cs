namespace CryptoGrains.Columnar.Parquet;

/// <summary>What a column's values are, and with which type its <see cref="ColumnData{T}"/> holds them.</summary>
public enum ParquetType
{
    /// <summary>A truth value: <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>
    /// A whole number of 32 bits: <see cref="int"/>. Narrower signed and unsigned ones, and times of day in milliseconds, are read
    /// as this too.
    /// </summary>
    Int32,

    /// <summary>
    /// A whole number of 64 bits: <see cref="long"/>. Unsigned ones of 32 bits, and finer times of day, are read as this too.
    /// </summary>
    Int64,

    /// <summary>IEEE 754 single precision: <see cref="float"/>. Half precision is read as this too.</summary>
    Float,

    /// <summary>IEEE 754 double precision: <see cref="double"/>.</summary>
    Double,

    /// <summary>UTF-8 text: <see cref="string"/>.</summary>
    String,

    /// <summary>Bytes: <see cref="byte"/>[].</summary>
    Binary,

    /// <summary>Days since 1970-01-01: <see cref="int"/>.</summary>
    Date,

    /// <summary>
    /// Microseconds since 1970-01-01T00:00:00Z: <see cref="long"/>. Milliseconds, nanoseconds and INT96 are read as this too;
    /// digits below a microsecond are dropped, towards the past. Times without a zone are read as if they were UTC.
    /// </summary>
    Timestamp,

    /// <summary>
    /// A decimal number of at most 38 digits, as its digits without the point: <see cref="Int128"/>. Unsigned whole numbers of 64
    /// bits are read as DECIMAL(20,0).
    /// </summary>
    Decimal,
}
