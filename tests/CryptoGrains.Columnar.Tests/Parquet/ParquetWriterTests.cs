using CryptoGrains.Columnar.Parquet;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet;

public sealed class ParquetWriterTests
{
    [Theory]
    [InlineData(ParquetCodec.Uncompressed)]
    [InlineData(ParquetCodec.Snappy)]
    [InlineData(ParquetCodec.Gzip)]
    public void What_is_written_is_read_whatever_the_types_pages_row_groups_and_nulls(ParquetCodec codec) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => ReadsWhatItWrote(seed, codec).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_file_without_rows_has_its_columns()
    {
        var reader = await RoundTrip.OpenAsync(RoundTrip.Write(AnyColumn.Types, [[.. AnyColumn.Types.Select(type => AnyColumn.Of(type, 0, new Random(1)))]]));
        Assert.Equal(AnyColumn.Types, reader.Columns);
        Assert.Empty(reader.RowGroups);
    }

    [Fact]
    public async Task A_long_text_has_short_bounds_that_hold()
    {
        var column = new ParquetColumn("text", ParquetType.String);
        string[] texts = [new string('b', 200), "c" + new string('\ud7ff', 100), new string('b', 200) + "a"];
        var reader = await RoundTrip.OpenAsync(RoundTrip.Write([column], [[new ColumnData<string>(texts)]]));
        var statistics = reader.RowGroups[0].Statistics[0];
        Assert.Equal(new string('b', 64), statistics.Min);

        // The greatest code point before the surrogates is raised to the first behind them, of which ordinal order knows nothing.
        Assert.Null(statistics.Max);
    }

    [Fact]
    public async Task The_same_text_of_a_dictionary_is_one_object()
    {
        string[] texts = [.. Enumerable.Range(0, 100).Select(i => $"text {i % 3}")];
        var read = (ColumnData<string>)await RoundTrip.OfAsync(new ParquetColumn("text", ParquetType.String), new ColumnData<string>(texts));
        Assert.Same(read.Values[0], read.Values[99]);
    }

    [Fact]
    public async Task Both_zeros_and_the_bits_of_NaN_stay_what_they_are()
    {
        double[] values = [0.0, -0.0, double.NaN, BitConverter.UInt64BitsToDouble(0xfff8_0000_dead_beef), -0.0, 0.0];
        var read = (ColumnData<double>)await RoundTrip.OfAsync(new ParquetColumn("x", ParquetType.Double), new ColumnData<double>(values));
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), read.Values.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task Bounds_of_zero_cover_both_zeros_and_a_NaN_leaves_none()
    {
        var column = new ParquetColumn("x", ParquetType.Double);
        var reader = await RoundTrip.OpenAsync(RoundTrip.Write(
            [column], [[new ColumnData<double>([0.0])], [new ColumnData<double>([-0.0])], [new ColumnData<double>([1, double.NaN])]]));
        foreach (var statistics in reader.RowGroups.Take(2).Select(group => group.Statistics[0]))
        {
            Assert.True(double.IsNegative((double)statistics.Min!));
            Assert.False(double.IsNegative((double)statistics.Max!));
        }

        Assert.Equal(new ColumnStatistics(null, null, 0), reader.RowGroups[2].Statistics[0]);
    }

    [Fact]
    public void What_does_not_fit_the_schema_is_refused()
    {
        AssertRefused("takes values of Int64", new("a", ParquetType.Int64), new ColumnData<int>([1]));
        AssertRefused("may have none", new("a", ParquetType.Int64, IsNullable: false), new ColumnData<long>([1], [true]));
        AssertRefused("more than 2 digits", new("a", ParquetType.Decimal, Precision: 2), new ColumnData<Int128>([-100]));
        AssertRefused("more than 38 digits", new("a", ParquetType.Decimal, Precision: 38), new ColumnData<Int128>([Int128.MaxValue]));
        AssertRefused("can't be DECIMAL(39,0)", new("a", ParquetType.Decimal, Precision: 39), new ColumnData<Int128>([1]));
        AssertRefused("'a' has 2 rows", new("a", ParquetType.Int64), new ColumnData<long>([1], [false, true]));
        Assert.ThrowsAny<ArgumentException>(() => RoundTrip.Write([new("a", ParquetType.String)], [[new ColumnData<string>(["\ud800"])]]));
    }

    [Fact]
    public void A_file_that_is_ended_takes_no_more()
    {
        var writer = new ParquetWriter([new("a", ParquetType.Int64)]);
        writer.Finish();
        Assert.Throws<ObjectDisposedException>(() => writer.WriteRowGroup([new ColumnData<long>([1])]));
        Assert.Throws<ObjectDisposedException>(writer.Finish);
    }

    [Fact]
    public void Columns_that_repeat_or_rise_take_little_room()
    {
        const int Rows = 100_000;
        var options = new ParquetWriterOptions { Codec = ParquetCodec.Uncompressed };
        int LengthOf(ParquetType type, ColumnData data) => RoundTrip.Write([new("a", type)], [[data]], options).Length;

        Assert.InRange(LengthOf(ParquetType.String, new ColumnData<string>([.. Enumerable.Repeat("BINANCE:BTCUSDT", Rows)])), 0, 1000);
        Assert.InRange(LengthOf(ParquetType.Timestamp, new ColumnData<long>([.. Enumerable.Range(0, Rows).Select(i => i * 60_000_000L)])), 0, 10_000);
        Assert.InRange(LengthOf(ParquetType.String, new ColumnData<string>([.. Enumerable.Range(0, Rows).Select(i => $"kind {i * 7919L % 16}")])), 0, Rows * 4 / 8 + 2000);
    }

    private static void AssertRefused(string because, ParquetColumn column, ColumnData data)
    {
        var thrown = Assert.ThrowsAny<ArgumentException>(() => RoundTrip.Write([column], [[data]]));
        Assert.Contains(because, thrown.Message, StringComparison.Ordinal);
    }

    private static async Task ReadsWhatItWrote(int seed, ParquetCodec codec)
    {
        var random = new Random(seed);
        ParquetColumn[] columns =
            [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => AnyColumn.Types[random.Next(AnyColumn.Types.Count)] with
            {
                Name = $"column {i}",
                IsNullable = random.Next(2) == 0,
            })];
        ColumnData[][] groups =
            [.. Enumerable.Range(0, random.Next(4)).Select(_ =>
            {
                var rows = random.Next(3) == 0 ? random.Next(6000) : random.Next(300);
                return columns.Select(column => AnyColumn.Of(column, rows, random)).ToArray();
            })];
        var options = new ParquetWriterOptions { Codec = codec, PageRows = random.Next(2) == 0 ? 1 + random.Next(100) : 20_000 };

        var file = RoundTrip.Write(columns, groups, options);
        Assert.Equal(file, RoundTrip.Write(columns, groups, options));

        var reader = await RoundTrip.OpenAsync(file);
        Assert.Equal(columns, reader.Columns);
        var written = groups.Where(group => group[0].Count > 0).ToArray();
        Assert.Equal(written.Select(group => group[0].Count), reader.RowGroups.Select(group => group.RowCount));
        for (var group = 0; group < written.Length; group++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var read = await reader.ReadAsync(group, column);
                Assert.Equal(RoundTrip.ValuesOf(written[group][column]), RoundTrip.ValuesOf(read));
                Bounding.AssertWhole(columns[column], reader.RowGroups[group].Statistics[column], written[group][column]);
            }
        }
    }
}
