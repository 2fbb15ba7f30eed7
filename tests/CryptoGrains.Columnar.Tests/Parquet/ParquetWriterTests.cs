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
                Bounding.Check(columns[column], reader.RowGroups[group].Statistics[column], written[group][column]);
            }
        }
    }
}
