using System.Text;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet.Judges;

/// <summary>Values of every type, in the shapes that lead a writer to different encodings.</summary>
internal static class JudgedValues
{
    private const long FirstDay = -719_162;
    private const long LastDay = 2_932_896;
    private const long DayMicroseconds = 86_400_000_000;

    private static readonly string[] Texts =
    [
        "", "a", "BINANCE:BTCUSDT", "\"\\/\b\f\n\r\t", "\0", "nul\0inside", "\uFEFFmark", "ß", "e\u0301", "日本語", "עברית", "🚀", "\U0010FFFF", "\uFFFF",
        "BINANCE%3ABTCUSDT", " spaces ", new('x', 5000), new('\uFFFF', 100), "\u007F\u0080\u07FF\u0800",
    ];

    private static readonly byte[][] Blobs = [[], [0], [0xff], [0x80, 0, 0xc3], Encoding.UTF8.GetBytes("text"), new byte[3000]];

    /// <summary>Some values that come again and again, the extremes among them.</summary>
    public static ColumnData Few(ParquetColumn column, Random random, int count) => column.Type switch
    {
        ParquetType.Boolean => Of(column, random, count, [true, false]),
        ParquetType.Int32 => Of(column, random, count, [int.MinValue, int.MaxValue, 0, -1, 1]),
        ParquetType.Int64 => Of(column, random, count, [long.MinValue, long.MaxValue, 0, -1, 1]),
        ParquetType.Float => Of(
            column, random, count, [0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue, 0.1f]),
        ParquetType.Double => Of(
            column, random, count, [0d, -0d, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 0.1]),
        ParquetType.String => Of(column, random, count, Texts),
        ParquetType.Binary => Of(column, random, count, Blobs),
        ParquetType.Date => Of(column, random, count, [0, -1, 1, (int)FirstDay, (int)LastDay, 19_723]),
        ParquetType.Timestamp => Of(
            column, random, count, [0, -1, 1, FirstDay * DayMicroseconds, (LastDay + 1) * DayMicroseconds - 1, 1_723_161_255_342_678]),
        _ => Of(column, random, count, [0, -1, 1, Greatest(column), -Greatest(column), Greatest(column) / 7, -Greatest(column) / 1_000_003]),
    };

    /// <summary>Values from all over their range.</summary>
    public static ColumnData Many(ParquetColumn column, Random random, int count) => column.Type switch
    {
        ParquetType.Boolean => Each(column, random, count, _ => random.Next(2) == 0),
        ParquetType.Int32 => Each(column, random, count, _ => (int)random.NextInt64(int.MinValue, 1L << 31)),
        ParquetType.Int64 => Each(column, random, count, _ => random.NextInt64(long.MinValue, long.MaxValue)),
        ParquetType.Float => Each(column, random, count, _ => BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, 1L << 31))),
        ParquetType.Double => Each(column, random, count, _ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
        ParquetType.String => Each(column, random, count, _ => TextOf(random)),
        ParquetType.Binary => Each(column, random, count, _ => Samples.Noise(random.Next(), random.Next(30))),
        ParquetType.Date => Each(column, random, count, _ => (int)random.NextInt64(FirstDay, LastDay)),
        ParquetType.Timestamp => Each(column, random, count, _ => random.NextInt64(FirstDay * DayMicroseconds, LastDay * DayMicroseconds)),
        _ => Each(column, random, count, _ => DigitsOf(random) % (Greatest(column) + 1)),
    };

    /// <summary>Values that rise by small steps.</summary>
    public static ColumnData Rising(ParquetColumn column, Random random, int count) => column.Type switch
    {
        ParquetType.Boolean => Each(column, random, count, row => row > count / 2),
        ParquetType.Int32 => Each(column, random, count, row => row * 3 - 1000 + random.Next(3)),
        ParquetType.Int64 => Each(column, random, count, row => 4_000_000_000L * row + random.Next(1000)),
        ParquetType.Float => Each(column, random, count, row => row / 8f - 10),
        ParquetType.Double => Each(column, random, count, row => row / 3.0 - 10),
        ParquetType.String => Each(column, random, count, row => $"part-{row:D8}"),
        ParquetType.Binary => Each(column, random, count, row => BitConverter.GetBytes((long)row)),
        ParquetType.Date => Each(column, random, count, row => row - 500),
        ParquetType.Timestamp => Each(column, random, count, row => (row - 500) * 60_000_000L),
        _ => Each(column, random, count, row => (Int128)(row - 500) % (Greatest(column) + 1)),
    };

    private static Int128 Greatest(ParquetColumn column)
    {
        Int128 greatest = 0;
        for (var i = 0; i < column.Precision; i++)
            greatest = greatest * 10 + 9;
        return greatest;
    }

    private static Int128 DigitsOf(Random random) =>
        new Int128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64()) >> random.Next(100);

    private static string TextOf(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(12); i > 0; i--)
        {
            var scalar = random.Next(4) == 0 ? random.Next(0x110000) : random.Next(0x80);
            _ = text.Append(Rune.IsValid(scalar) ? new Rune(scalar) : Rune.ReplacementChar);
        }

        return text.ToString();
    }

    private static ColumnData<T> Of<T>(ParquetColumn column, Random random, int count, T[] values) =>
        Each(column, random, count, _ => values[random.Next(values.Length)]);

    private static ColumnData<T> Each<T>(ParquetColumn column, Random random, int count, Func<int, T> value)
    {
        var values = new T[count];
        for (var row = 0; row < count; row++)
            values[row] = value(row);
        return new ColumnData<T>(values, column.IsNullable ? NullsOf(random, count) : null);
    }

    /// <summary>No nulls, some here and there, long runs of them, or nothing else.</summary>
    private static bool[]? NullsOf(Random random, int count)
    {
        var kind = random.Next(5);
        return kind switch
        {
            0 => null,
            1 => new bool[count],
            2 => [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0)],
            3 => [.. Enumerable.Range(0, count).Select(row => row / 100 % 2 == 0)],
            _ => [.. Enumerable.Repeat(true, count)],
        };
    }
}
