using CryptoGrains.Columnar.Delta.Log;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Delta.Log;

public sealed class FileStatisticsTests
{
    [Fact]
    public void They_are_in_the_JSON_of_Delta()
    {
        ParquetColumn[] columns =
        [
            new("b", ParquetType.Boolean), new("i", ParquetType.Int32), new("l", ParquetType.Int64), new("d", ParquetType.Double),
            new("s", ParquetType.String), new("day", ParquetType.Date), new("t", ParquetType.Timestamp),
            new("p", ParquetType.Decimal, Precision: 38, Scale: 12), new("none", ParquetType.Int64),
        ];
        ColumnData[] first =
        [
            new ColumnData<bool>([true, false]), new ColumnData<int>([3, -7]), new ColumnData<long>([long.MaxValue, 0]),
            new ColumnData<double>([1.5, -0.25]), new ColumnData<string>(["b\"", "ü"]), new ColumnData<int>([0, 20_000]),
            new ColumnData<long>([1_700_000_000_123_456, -1]), new ColumnData<Int128>([-5, 1_234_567_890_123_456_789]),
            new ColumnData<long>([1, 2], [true, true]),
        ];
        ColumnData[] second =
        [
            new ColumnData<bool>([true]), new ColumnData<int>([0], [true]), new ColumnData<long>([-1]), new ColumnData<double>([0]),
            new ColumnData<string>(["a"]), new ColumnData<int>([-1]), new ColumnData<long>([0]), new ColumnData<Int128>([0]),
            new ColumnData<long>([0], [true]),
        ];

        Assert.Equal(
            string.Concat(
                """
                {"numRecords":3,
                "minValues":{"i":-7,"l":-1,"d":-0.25,"s":"a","day":"1969-12-31","t":"1969-12-31T23:59:59.999Z","p":-0.000000000005},
                "maxValues":{"i":3,"l":9223372036854775807,"d":1.5,"s":"ü","day":"2024-10-04","t":"2023-11-14T22:13:20.124Z","p":1234567.890123456789},
                "nullCount":{"b":0,"i":1,"l":0,"d":0,"s":0,"day":0,"t":0,"p":0,"none":3}}
                """.Split('\n')),
            FileStatistics.Of(columns, [first, second]));
    }

    [Theory]
    [InlineData(new[] { 1.0, double.NaN, 3.0 }, "\"minValues\":{\"x\":1}", "\"maxValues\":{}")]
    [InlineData(new[] { double.NaN }, "\"minValues\":{}", "\"maxValues\":{}")]
    [InlineData(new[] { double.NegativeInfinity, 1.0 }, "\"minValues\":{}", "\"maxValues\":{\"x\":1}")]
    [InlineData(new[] { 1e300, 1e-300 }, "\"minValues\":{\"x\":1E-300}", "\"maxValues\":{\"x\":1E+300}")]
    public void Bounds_that_JSON_can_t_say_are_left_out(double[] values, string min, string max)
    {
        var stats = FileStatistics.Of([new ParquetColumn("x", ParquetType.Double)], [[new ColumnData<double>(values)]]);
        Assert.Contains(min, stats);
        Assert.Contains(max, stats);
    }

    [Fact]
    public void A_long_text_s_bounds_are_cut_and_hold()
    {
        var text = new string('x', 31) + "😀" + "yz";
        var stats = FileStatistics.Of([new ParquetColumn("s", ParquetType.String)], [[new ColumnData<string>([text, "\uFFFF", "😀"])]]);
        Assert.Contains($"\"minValues\":{{\"s\":\"{new string('x', 31)}😀\"}}", stats.Replace("\\uD83D\\uDE00", "😀"));
        Assert.Contains("\"maxValues\":{\"s\":\"😀\"}", stats.Replace("\\uD83D\\uDE00", "😀"));

        stats = FileStatistics.Of([new ParquetColumn("s", ParquetType.String)], [[new ColumnData<string>([text])]]);
        Assert.Contains($"\"maxValues\":{{\"s\":\"{new string('x', 31)}😀\U0010FFFF\"}}", System.Text.RegularExpressions.Regex.Unescape(stats));
    }

    [Theory]
    [InlineData("{\"numRecords\":7}", 7L)]
    [InlineData("{\"minValues\":{\"numRecords\":1},\"numRecords\":12,\"x\":[1]}", 12L)]
    [InlineData("{}", null)]
    [InlineData("{\"numRecords\":null}", null)]
    [InlineData("{\"numRecords\":\"7\"}", null)]
    [InlineData("nonsense", null)]
    [InlineData("", null)]
    public void The_number_of_rows_is_read_where_it_is_said(string stats, long? rows) => Assert.Equal(rows, FileStatistics.Rows(stats));
}
