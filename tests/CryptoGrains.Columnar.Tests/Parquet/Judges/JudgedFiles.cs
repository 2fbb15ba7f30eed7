using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet.Judges;

/// <summary>Files of all types with all codecs, which between them take every way that the writer has.</summary>
internal static class JudgedFiles
{
    private delegate ColumnData Shape(ParquetColumn column, Random random, int count);

    private static readonly (string Name, Shape Of)[] Shapes =
        [("few", JudgedValues.Few), ("many", JudgedValues.Many), ("rising", JudgedValues.Rising)];

    private static readonly ParquetColumn[] Types =
    [
        new("boolean", ParquetType.Boolean),
        new("int32", ParquetType.Int32),
        new("int64", ParquetType.Int64),
        new("float", ParquetType.Float),
        new("double", ParquetType.Double),
        new("string", ParquetType.String),
        new("binary", ParquetType.Binary),
        new("date", ParquetType.Date),
        new("timestamp", ParquetType.Timestamp),
        new("decimal_1_0", ParquetType.Decimal, Precision: 1, Scale: 0),
        new("decimal_9_4", ParquetType.Decimal, Precision: 9, Scale: 4),
        new("decimal_18_9", ParquetType.Decimal, Precision: 18, Scale: 9),
        new("decimal_20_20", ParquetType.Decimal, Precision: 20, Scale: 20),
        new("decimal_38_0", ParquetType.Decimal, Precision: 38, Scale: 0),
        new("decimal_38_12", ParquetType.Decimal, Precision: 38, Scale: 12),
        new("decimal_38_16", ParquetType.Decimal, Precision: 38, Scale: 16),
    ];

    private static readonly ParquetColumn[] Columns =
        [.. Types, .. Types.Select(column => column with { Name = column.Name + "_required", IsNullable = false })];

    public static IEnumerable<JudgedFile> All()
    {
        foreach (var codec in Enum.GetValues<ParquetCodec>())
        {
            foreach (var (name, shape) in Shapes)
                yield return FileOf($"{name}_{codec}", Columns, shape, [1000, 1, 1999], new() { Codec = codec, PageRows = 700 });
        }

        yield return FileOf("groups", Columns, JudgedValues.Few, Enumerable.Repeat(7, 150), ParquetWriterOptions.Default);
        yield return FileOf("one_row", Columns, JudgedValues.Many, [1], ParquetWriterOptions.Default);
        yield return FileOf("no_rows", Columns, JudgedValues.Many, [], ParquetWriterOptions.Default);
        yield return FileOf("long", [Types[2], Types[5], Types[14]], JudgedValues.Many, [70_000], ParquetWriterOptions.Default);
    }

    /// <summary>Small files of few rows each, which take as many ways.</summary>
    public static IEnumerable<JudgedFile> Small() =>
        from codec in Enum.GetValues<ParquetCodec>()
        from shape in Shapes
        select FileOf($"{shape.Name}_{codec}", Columns, shape.Of, [90, 10], new() { Codec = codec, PageRows = 40 });

    private static JudgedFile FileOf(
        string name, ParquetColumn[] columns, Shape shape, IEnumerable<int> groups, ParquetWriterOptions options)
    {
        var random = new Random(1);
        return new(name, columns, [.. groups.Select(rows => columns.Select(column => shape(column, random, rows)).ToArray())], options);
    }
}
