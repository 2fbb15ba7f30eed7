using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Tests.Parquet;

/// <summary>Columns of every type with values of every kind, made from a seed.</summary>
internal static class AnyColumn
{
    public static readonly IReadOnlyList<ParquetColumn> Types =
    [
        new("truth", ParquetType.Boolean),
        new("int", ParquetType.Int32),
        new("long", ParquetType.Int64),
        new("float", ParquetType.Float),
        new("double", ParquetType.Double),
        new("text", ParquetType.String),
        new("bytes", ParquetType.Binary),
        new("date", ParquetType.Date),
        new("time", ParquetType.Timestamp),
        new("decimal1", ParquetType.Decimal, Precision: 1),
        new("decimal9", ParquetType.Decimal, Precision: 9, Scale: 9),
        new("decimal18", ParquetType.Decimal, Precision: 18, Scale: 2),
        new("decimal19", ParquetType.Decimal, Precision: 19, Scale: 4),
        new("decimal27", ParquetType.Decimal, Precision: 27, Scale: 5),
        new("decimal38", ParquetType.Decimal, Precision: 38, Scale: 12),
    ];

    /// <summary>Values of a column.</summary>
    /// <param name="column">The column. Where it is nullable, some rows or all may have no value.</param>
    /// <param name="rows">How many.</param>
    /// <param name="random">The seed's numbers: they also say how different the values are, and whether they rise.</param>
    public static ColumnData Of(ParquetColumn column, int rows, Random random)
    {
        var kinds = random.Next(4) switch { 0 => 1, 1 => 5, 2 => 300, _ => int.MaxValue };
        var missing = column.IsNullable ? random.Next(4) switch { 0 => 0.0, 1 => 0.05, 2 => 0.9, _ => 1.0 } : 0;
        var nulls = missing == 0 ? null : Enumerable.Range(0, rows).Select(_ => random.NextDouble() < missing).ToArray();
        return column.Type switch
        {
            ParquetType.Boolean => Make(_ => random.Next(Math.Min(kinds, 2)) == 0),
            ParquetType.Int32 or ParquetType.Date => Make(row => kinds == 300 ? row * 3 + random.Next(3) : Number<int>(random, kinds)),
            ParquetType.Int64 or ParquetType.Timestamp =>
                Make(row => kinds == 300 ? 1_700_000_000_000_000 + row * 1000L + random.Next(999) : Number<long>(random, kinds)),
            ParquetType.Float => Make(_ => BitConverter.Int32BitsToSingle(Number<int>(random, kinds))),
            ParquetType.Double => Make(_ => Edge(random) ?? BitConverter.Int64BitsToDouble(Number<long>(random, kinds))),
            ParquetType.String => Make(_ => Text(random, kinds)),
            ParquetType.Binary => Make(_ => Bytes(random, kinds)),
            _ => Make(_ => Decimal(random, kinds, column.Precision)),
        };

        ColumnData<T> Make<T>(Func<int, T> next) => new([.. Enumerable.Range(0, rows).Select(next)], nulls);
    }

    private static T Number<T>(Random random, int kinds)
        where T : System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T> => random.Next(50) switch
        {
            0 => T.MinValue,
            1 => T.MaxValue,
            _ when kinds < int.MaxValue => T.CreateTruncating(random.Next(kinds)),
            _ => T.CreateTruncating(random.NextInt64(long.MinValue, long.MaxValue)),
        };

    private static double? Edge(Random random) => random.Next(20) switch
    {
        0 => double.NaN,
        1 => -0.0,
        2 => 0.0,
        3 => double.PositiveInfinity,
        4 => double.NegativeInfinity,
        _ => null,
    };

    private static string Text(Random random, int kinds)
    {
        var length = random.Next(20) == 0 ? random.Next(200) : random.Next(4);
        return kinds < int.MaxValue
            ? $"BINANCE:{random.Next(kinds)}USDT"
            : string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(6) switch
            {
                0 => "\U0010ffff",
                1 => "🚀",
                2 => "\uffee",
                3 => "ü",
                4 => "\0",
                _ => "a",
            }));
    }

    private static byte[] Bytes(Random random, int kinds)
    {
        var bytes = new byte[kinds < int.MaxValue ? 1 : random.Next(10) == 0 ? random.Next(200) : random.Next(4)];
        random.NextBytes(bytes);
        if (random.Next(5) == 0)
            Array.Fill(bytes, byte.MaxValue);
        return bytes;
    }

    private static Int128 Decimal(Random random, int kinds, int digits)
    {
        var most = DecimalDigits.Bound(digits) - 1;
        var any = new Int128((ulong)random.NextInt64(), (ulong)random.NextInt64(long.MinValue, long.MaxValue));
        var value = random.Next(30) switch
        {
            0 => most,
            1 => 0,
            _ => Int128.Abs(kinds < int.MaxValue ? random.Next(kinds) : any) % (most + 1),
        };
        return random.Next(2) == 0 ? value : -value;
    }
}
