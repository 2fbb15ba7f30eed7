using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>What the numbers of converted and logical types mean.</summary>
internal static class Annotations
{
    /// <summary>What a converted type (old) means.</summary>
    public static Annotation OfConverted(int type) => type switch
    {
        0 => Annotation.String,
        1 or 2 => Annotation.Map,
        3 => Annotation.List,
        4 => Annotation.Enum,
        5 => Annotation.Decimal,
        6 => Annotation.Date,
        7 => Annotation.TimeMillis,
        8 => Annotation.TimeMicros,
        9 => Annotation.TimestampMillis,
        10 => Annotation.TimestampMicros,
        11 or 12 => Annotation.NarrowUnsigned,
        13 or 14 => Annotation.Unsigned,
        >= 15 and <= 18 => Annotation.Signed,
        19 => Annotation.Json,
        20 => Annotation.Bson,
        21 => Annotation.Interval,
        _ => Annotation.None,
    };

    /// <summary>What a logical type (new) means; <see cref="Annotation.None"/> where it is not known.</summary>
    public static Annotation OfLogical(int type, LogicalTypeDetails details, PhysicalType? stored) => type switch
    {
        1 => Annotation.String,
        2 => Annotation.Map,
        3 => Annotation.List,
        4 => Annotation.Enum,
        5 => Annotation.Decimal,
        6 => Annotation.Date,
        7 => OfUnit(details.Second, Annotation.TimeMillis, Annotation.TimeMicros, Annotation.TimeNanos),
        8 => OfUnit(details.Second, Annotation.TimestampMillis, Annotation.TimestampMicros, Annotation.TimestampNanos),
        10 when details.SecondIsTrue => Annotation.Signed,
        10 => details.First == (stored == PhysicalType.Int64 ? 64 : 32) ? Annotation.Unsigned : Annotation.NarrowUnsigned,
        12 => Annotation.Json,
        13 => Annotation.Bson,
        14 => Annotation.Uuid,
        15 => Annotation.Float16,
        _ => Annotation.None,
    };

    private static Annotation OfUnit(int unit, Annotation millis, Annotation micros, Annotation nanos) => unit switch
    {
        1 => millis,
        2 => micros,
        3 => nanos,
        _ => Annotation.None,
    };
}
