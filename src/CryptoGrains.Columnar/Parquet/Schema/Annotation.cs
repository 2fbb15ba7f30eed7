namespace CryptoGrains.Columnar.Parquet.Schema;

/// <summary>
/// What a schema says of a node beyond how it is stored. Writers say it as a converted type (old), a logical type (new), or
/// both; here it is one.
/// </summary>
internal enum Annotation
{
    /// <summary>Nothing, or something that is not known here.</summary>
    None,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>The name of one of a fixed set, in UTF-8.</summary>
    Enum,

    /// <summary>A JSON document in UTF-8.</summary>
    Json,

    /// <summary>A BSON document.</summary>
    Bson,

    /// <summary>Digits of a decimal number.</summary>
    Decimal,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>Milliseconds since midnight.</summary>
    TimeMillis,

    /// <summary>Microseconds since midnight.</summary>
    TimeMicros,

    /// <summary>Nanoseconds since midnight.</summary>
    TimeNanos,

    /// <summary>Milliseconds since 1970-01-01.</summary>
    TimestampMillis,

    /// <summary>Microseconds since 1970-01-01.</summary>
    TimestampMicros,

    /// <summary>Nanoseconds since 1970-01-01.</summary>
    TimestampNanos,

    /// <summary>A signed number of at most as many bits as it is stored in.</summary>
    Signed,

    /// <summary>An unsigned number of less bits than it is stored in.</summary>
    NarrowUnsigned,

    /// <summary>An unsigned number of as many bits as it is stored in.</summary>
    Unsigned,

    /// <summary>Months, days and milliseconds.</summary>
    Interval,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>IEEE 754 half precision.</summary>
    Float16,

    /// <summary>A group that is a list.</summary>
    List,

    /// <summary>A group that is a map.</summary>
    Map,
}
