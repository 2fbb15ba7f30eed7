using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet;

public sealed class ParquetReaderTests
{
    [Fact]
    public async Task A_file_that_is_cut_off_anywhere_is_refused()
    {
        var file = SomeFile();
        for (var length = 0; length < file.Length; length++)
            await Assert.ThrowsAsync<ParquetException>(() => RoundTrip.OpenAsync(file[..length]));
    }

    [Fact]
    public async Task Any_byte_that_is_changed_is_noticed_or_does_no_harm()
    {
        var file = SomeFile();
        foreach (var change in new byte[] { 1, 0x80, 0xff })
        {
            for (var at = 0; at < file.Length; at++)
            {
                var changed = (byte[])file.Clone();
                changed[at] ^= change;
                await ReadAllAsync(changed);
            }
        }
    }

    [Fact]
    public async Task A_changed_byte_of_a_page_is_a_wrong_checksum()
    {
        var column = new ParquetColumn("price", ParquetType.Int64);
        var file = RoundTrip.Write([column], [[new ColumnData<long>([long.MaxValue])]], new() { Codec = ParquetCodec.Uncompressed });
        file[file.AsSpan().IndexOf(BitConverter.GetBytes(long.MaxValue))] ^= 1;
        var reader = await RoundTrip.OpenAsync(file);
        var thrown = await Assert.ThrowsAsync<ParquetException>(async () => await reader.ReadAsync(0, 0, TestContext.Current.CancellationToken));
        Assert.Contains("'price'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("checksum", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foot_that_is_said_to_be_longer_than_the_file_is_refused_before_room_is_made()
    {
        var file = SomeFile();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(file.Length - 8), 0x7fff_ff00);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Assert.ThrowsAsync<ParquetException>(() => RoundTrip.OpenAsync(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("PARE", "encrypted")]
    [InlineData("JPEG", "no Parquet file")]
    public async Task Another_mark_is_named(string mark, string because)
    {
        var file = SomeFile();
        System.Text.Encoding.ASCII.GetBytes(mark, file.AsSpan(file.Length - 4));
        var thrown = await Assert.ThrowsAsync<ParquetException>(() => RoundTrip.OpenAsync(file));
        Assert.Contains(because, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_read()
    {
        long[] numbers = new long[100_000];
        new Random(1).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()));
        var file = RoundTrip.Write(
            [new("a", ParquetType.Int64), new("b", ParquetType.Int64)], [[new ColumnData<long>(numbers), new ColumnData<long>(numbers)]]);
        var source = new CountingSource(new MemorySource("big.parquet", file));
        var reader = await ParquetReader.OpenAsync(source, TestContext.Current.CancellationToken);
        Assert.Equal(64 << 10, source.BytesRead);

        Assert.Equal(numbers, ((ColumnData<long>)await reader.ReadAsync(0, reader.IndexOf("b"), TestContext.Current.CancellationToken)).Values);
        Assert.InRange(source.BytesRead, 800_000, 1_000_000);
        Assert.Equal(-1, reader.IndexOf("c"));
    }

    private static byte[] SomeFile()
    {
        var random = new Random(7);
        return RoundTrip.Write(AnyColumn.Types, [[.. AnyColumn.Types.Select(type => AnyColumn.Of(type, 20, random))]], new() { PageRows = 15 });
    }

    private static async Task ReadAllAsync(byte[] file)
    {
        try
        {
            var reader = await RoundTrip.OpenAsync(file);
            for (var group = 0; group < reader.RowGroups.Count; group++)
            {
                for (var column = 0; column < reader.Columns.Count; column++)
                    await ReadAsync(reader, group, column);
            }
        }
        catch (ParquetException e)
        {
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        }
    }

    private static async Task ReadAsync(ParquetReader reader, int group, int column)
    {
        try
        {
            await reader.ReadAsync(group, column, TestContext.Current.CancellationToken);
        }
        catch (ParquetException e)
        {
            Assert.Contains($"'{reader.Columns[column].Name}'", e.Message, StringComparison.Ordinal);
        }
    }

    private sealed class CountingSource(IParquetSource source) : IParquetSource
    {
        public string Name => source.Name;

        public long Length => source.Length;

        public long BytesRead { get; private set; }

        public ValueTask ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken = default)
        {
            BytesRead += into.Length;
            return source.ReadAsync(offset, into, cancellationToken);
        }
    }
}
