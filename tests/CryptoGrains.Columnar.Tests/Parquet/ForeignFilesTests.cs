using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet;

/// <summary>Every file of <c>parquet-testing</c> is read for what it holds, or refused for what it is.</summary>
public sealed class ForeignFilesTests
{
    private static readonly string[] Refused =
    [
        "byte_stream_split.zstd.parquet", "datapage_v1-corrupt-checksum.parquet", "delta_length_byte_array.parquet",
        "non_hadoop_lz4_compressed.parquet", "nulls.snappy.parquet", "page_v2_empty_compressed.parquet",
        "rle-dict-uncompressed-corrupt-checksum.parquet",
    ];

    [Fact]
    public async Task Every_file_is_read_or_is_known_to_be_refused()
    {
        foreach (var path in Directory.GetFiles(Foreign.Folder, "*.parquet"))
        {
            var name = Path.GetFileName(path);
            var reader = await Foreign.OpenAsync(name);
            for (var column = 0; column < reader.Columns.Count; column++)
            {
                // The list of datapage_v2.snappy is the only nested column among those that are flat.
                if (Refused.Contains(name) || reader.Columns[column].Name == "e")
                {
                    var thrown = await Assert.ThrowsAsync<ParquetException>(
                        async () => await reader.ReadAsync(0, column, TestContext.Current.CancellationToken));
                    Assert.Contains($"'{reader.Columns[column].Name}'", thrown.Message, StringComparison.Ordinal);
                    continue;
                }

                var rows = reader.RowGroups.Sum(group => group.RowCount);
                Assert.Equal(rows, (await Foreign.ReadAsync(reader, column)).Count);
                for (var group = 0; group < reader.RowGroups.Count; group++)
                {
                    var data = await reader.ReadAsync(group, column, TestContext.Current.CancellationToken);
                    Bounding.AssertTrue(reader.Columns[column], reader.RowGroups[group].Statistics[column], data);
                }
            }
        }
    }

    [Theory]
    [InlineData("byte_stream_split.zstd.parquet", "ZSTD")]
    [InlineData("delta_length_byte_array.parquet", "ZSTD")]
    [InlineData("page_v2_empty_compressed.parquet", "ZSTD")]
    [InlineData("non_hadoop_lz4_compressed.parquet", "LZ4")]
    [InlineData("datapage_v1-corrupt-checksum.parquet", "checksum")]
    [InlineData("rle-dict-uncompressed-corrupt-checksum.parquet", "checksum")]
    [InlineData("nulls.snappy.parquet", "structure")]
    public async Task What_is_refused_is_named(string file, string feature)
    {
        var reader = await Foreign.OpenAsync(file);
        var thrown = await Assert.ThrowsAsync<ParquetException>(
            async () => await reader.ReadAsync(0, 0, TestContext.Current.CancellationToken));
        Assert.StartsWith(file, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(feature, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delta_binary_packed")]
    [InlineData("delta_byte_array")]
    [InlineData("delta_encoding_optional_column")]
    [InlineData("delta_encoding_required_column")]
    public async Task Values_are_those_that_the_file_beside_says(string name)
    {
        var reader = await Foreign.OpenAsync(name + ".parquet");
        var expected = Foreign.ReadCsv(name + "_expect.csv");
        Assert.Equal(expected.Count, reader.RowGroups.Sum(group => group.RowCount));
        for (var column = 0; column < reader.Columns.Count; column++)
        {
            var values = await Foreign.ReadAsync(reader, column);
            Assert.Equal(expected.Select(row => row[column]), values.Select(Foreign.TextOf));
        }
    }

    [Theory]
    [InlineData("float16")]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("int32")]
    [InlineData("int64")]
    [InlineData("flba5")]
    [InlineData("decimal")]
    public async Task Split_values_are_those_that_are_not_split(string type)
    {
        const string File = "byte_stream_split_extended.gzip.parquet";
        Assert.Equal(await Foreign.ReadAsync(File, type + "_plain"), await Foreign.ReadAsync(File, type + "_byte_stream_split"));
    }

    [Theory]
    [InlineData("int32_decimal.parquet", 4)]
    [InlineData("int64_decimal.parquet", 10)]
    [InlineData("fixed_length_decimal.parquet", 25)]
    [InlineData("fixed_length_decimal_legacy.parquet", 13)]
    [InlineData("byte_array_decimal.parquet", 4)]
    public async Task Decimals_are_read_however_they_are_stored(string file, int precision)
    {
        var reader = await Foreign.OpenAsync(file);
        Assert.Equal(new ParquetColumn("value", ParquetType.Decimal, reader.Columns[0].IsNullable, precision, 2), reader.Columns[0]);
        Assert.Equal(Enumerable.Range(1, 24).Select(i => (object)(Int128)(100 * i)), await Foreign.ReadAsync(reader, 0));
    }

    [Theory]
    [InlineData("alltypes_plain.parquet", new[] { 4, 5, 6, 7, 2, 3, 0, 1 })]
    [InlineData("alltypes_plain.snappy.parquet", new[] { 6, 7 })]
    [InlineData("alltypes_dictionary.parquet", new[] { 0, 1 })]
    public async Task All_types_of_Impala(string file, int[] ids)
    {
        // A row for the first of a month, and one a minute later; the values say whether the row is the even one or the odd.
        object?[] Of(Func<int, object> value) => [.. ids.Select(value)];
        Assert.Equal(Of(id => id), await Foreign.ReadAsync(file, "id"));
        Assert.Equal(Of(id => id % 2 == 0), await Foreign.ReadAsync(file, "bool_col"));
        Assert.Equal(Of(id => id % 2), await Foreign.ReadAsync(file, "smallint_col"));
        Assert.Equal(Of(id => id % 2 * 10L), await Foreign.ReadAsync(file, "bigint_col"));
        Assert.Equal(Of(id => id % 2 * 1.1f), await Foreign.ReadAsync(file, "float_col"));
        Assert.Equal(Of(id => id % 2 * 10.1), await Foreign.ReadAsync(file, "double_col"));
        Assert.Equal(Of(id => $"0{id / 2 + 1}/01/09"), await Foreign.ReadAsync(file, "date_string_col"));
        Assert.Equal(
            Of(id => Micros(new DateTimeOffset(2009, id / 2 + 1, 1, 0, id % 2, 0, TimeSpan.Zero))),
            await Foreign.ReadAsync(file, "timestamp_col"));
    }

    [Theory]
    [InlineData("alltypes_tiny_pages.parquet")]
    [InlineData("alltypes_tiny_pages_plain.parquet")]
    public async Task Many_tiny_pages(string file)
    {
        var ids = await Foreign.ReadAsync(file, "id");
        Assert.Equal(Enumerable.Range(0, 7300), ids.Cast<int>().Order());
        Assert.Equal(ids.Select(id => (object?)((int)id! % 10)), await Foreign.ReadAsync(file, "int_col"));
        Assert.Equal(ids.Select(id => Foreign.TextOf((int)id! % 10)), await Foreign.ReadAsync(file, "string_col"));
        Assert.Equal(ids.Select(id => (object?)((int)id! % 10 * 10L)), await Foreign.ReadAsync(file, "bigint_col"));
    }

    [Fact]
    public async Task Old_times_of_Spark_are_read_however_far_off_they_are() => Assert.Equal(
        [1704141296123456L, 1704070800000000L, 253402225200000000L, 1735599600000000L, null, 9089380393200000000L],
        await Foreign.ReadAsync("int96_from_spark.parquet", "a"));

    [Fact]
    public async Task Pages_behind_a_dictionary_whose_header_the_chunk_forgot()
    {
        var names = await Foreign.ReadAsync("nation.dict-malformed.parquet", "name");
        Assert.Equal(25, names.Count);
        Assert.Equal("ALGERIA", names[0]);
        Assert.Equal("UNITED STATES", names[^1]);
    }

    [Fact]
    public async Task Both_versions_of_pages_nulls_and_runs()
    {
        Assert.Equal(["abc", "abc", "abc", null, "abc"], await Foreign.ReadAsync("datapage_v2.snappy.parquet", "a"));
        Assert.Equal([1, 2, 3, 4, 5], await Foreign.ReadAsync("datapage_v2.snappy.parquet", "b"));
        Assert.Equal([2.0, 3.0, 4.0, 5.0, 2.0], await Foreign.ReadAsync("datapage_v2.snappy.parquet", "c"));
        Assert.Equal([true, true, true, false, true], await Foreign.ReadAsync("datapage_v2.snappy.parquet", "d"));
        Assert.Equal([null], await Foreign.ReadAsync("datapage_v2_empty_datapage.snappy.parquet", "value"));
        Assert.Equal(275, (await Foreign.ReadAsync("int32_with_null_pages.parquet", "int32_field")).Count(value => value is null));
        Assert.Equal(6, (await Foreign.ReadAsync("rle_boolean_encoding.parquet", "datatype_boolean")).Count(value => value is null));
        Assert.Equal(Enumerable.Repeat<object?>(1552, 39), await Foreign.ReadAsync("dict-page-offset-zero.parquet", "l_partkey"));
    }

    [Fact]
    public async Task Other_compressions_and_types()
    {
        Assert.Equal(Enumerable.Range(1, 513).Select(i => (object)(Int128)i), await Foreign.ReadAsync("concatenated_gzip_members.parquet", "long_col"));
        Assert.Equal(["abc", "def", "abc", "def"], await Foreign.ReadAsync("lz4_raw_compressed.parquet", "c1"));
        Assert.Equal([null, 1f, -2f, float.NaN, 0f, -1f, -0f, 2f], await Foreign.ReadAsync("float16_nonzeros_and_nans.parquet", "x"));
        Assert.Equal(["known string 1", "known string 2", "known string 3"], await Foreign.ReadAsync("unknown-logical-type.parquet", "column with known type"));
        Assert.Equal(["unknown string 1", "unknown string 2", "unknown string 3"], await Foreign.ReadAsync("unknown-logical-type.parquet", "column with unknown type"));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => ((char)i).ToString()), await Foreign.ReadAsync("binary.parquet", "foo"));
    }

    [Fact]
    public async Task Bounds_that_mean_nothing_are_left_out()
    {
        Assert.Equal(new ColumnStatistics(1.0, null, 0), (await Foreign.OpenAsync("nan_in_stats.parquet")).RowGroups[0].Statistics[0]);

        // Text of the old kind of bounds, whose order is not known; and an order that is not that of the type.
        Assert.Null((await Foreign.OpenAsync("fixed_length_decimal.parquet")).RowGroups[0].Statistics[0].Min);
        var orders = await Foreign.OpenAsync("floating_orders_nan_count.parquet");
        Assert.Null(orders.RowGroups[0].Statistics[orders.IndexOf("double_ieee754")].Min);
        Assert.Equal(-2.0, orders.RowGroups[0].Statistics[orders.IndexOf("double_typedef")].Min);
    }

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
