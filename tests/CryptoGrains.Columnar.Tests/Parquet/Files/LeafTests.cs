using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet.Files;

public sealed class LeafTests
{
    /// <summary>What a checkpoint of a Delta table looks like: a structure that may be missing, with a map and a list in it.</summary>
    private static readonly SchemaTree Schema = new(SchemaGroup.Root(
        SchemaGroup.Optional(
            "add",
            SchemaPrimitive.Of(new ParquetColumn("path", ParquetType.String)),
            SchemaGroup.Map(
                "partitionValues",
                SchemaPrimitive.Of(new ParquetColumn("key", ParquetType.String, IsNullable: false)),
                SchemaPrimitive.Of(new ParquetColumn("value", ParquetType.String))),
            SchemaPrimitive.Of(new ParquetColumn("size", ParquetType.Int64, IsNullable: false))),
        SchemaGroup.List("features", SchemaPrimitive.Of(new ParquetColumn("element", ParquetType.Int32)))));

    [Fact]
    public void Leaves_have_the_levels_of_their_paths() => Assert.Equal(
        [
            ("add.path", 2, 0), ("add.partitionValues.key_value.key", 3, 1), ("add.partitionValues.key_value.value", 4, 1),
            ("add.size", 1, 0), ("features.list.element", 3, 1),
        ],
        Schema.Leaves.Select(leaf => (leaf.Name, leaf.MaxDefinition, leaf.MaxRepetition)));

    [Fact]
    public async Task A_map_is_read_as_it_was_written()
    {
        // Rows: no structure; a structure without a map; an empty map; a map of two, whose second value is missing.
        var file = Write(4, [
            new LeafData<string>(["a", "b", "c"], [0, 2, 2, 2]),
            new LeafData<string>(["x", "y"], [0, 1, 2, 3, 3], [0, 0, 0, 0, 1]),
            new LeafData<string>(["1"], [0, 1, 2, 4, 3], [0, 0, 0, 0, 1]),
            new LeafData<long>([1, 2, 3], [0, 1, 1, 1]),
            new LeafData<int>([], [0, 0, 0, 0], [0, 0, 0, 0]),
        ]);

        var reader = await OpenAsync(file);
        var values = (LeafData<string>)await ReadAsync(reader, "add.partitionValues.key_value.value");
        Assert.Equal(["1"], values.Values);
        Assert.Equal([0, 1, 2, 4, 3], values.DefinitionLevels!);
        Assert.Equal([0, 0, 0, 0, 1], values.RepetitionLevels!);
        var sizes = (LeafData<long>)await ReadAsync(reader, "add.size");
        Assert.Equal([1, 2, 3], sizes.Values);

        // As columns of values: each is there, and refused by its name.
        var flat = await RoundTrip.OpenAsync(file);
        Assert.Equal(["add", "features"], flat.Columns.Select(column => column.Name));
        var thrown = await Assert.ThrowsAsync<ParquetException>(async () => await flat.ReadAsync(0, 0, TestContext.Current.CancellationToken));
        Assert.Contains("'add'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_leaves_are_read_as_they_were_written() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => ReadsWhatItWrote(seed).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    [Fact]
    public void Levels_that_do_not_fit_the_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => WriteSize(new LeafData<long>([1, 2], [0, 1])));
        Assert.Throws<ArgumentException>(() => WriteSize(new LeafData<long>([1])));

        static void WriteSize(LeafData size) => Write(2, [
            new LeafData<string>([], [0, 0]), new LeafData<string>([], [0, 0], [0, 0]), new LeafData<string>([], [0, 0], [0, 0]),
            size, new LeafData<int>([], [0, 0], [0, 0])]);
    }

    private static async Task ReadsWhatItWrote(int seed)
    {
        var random = new Random(seed);
        var rows = random.Next(1, 400);
        LeafData[] leaves = [.. Schema.Leaves.Select(leaf => AnyLeaf(leaf, rows, random))];
        var file = Write(rows, leaves, new ParquetWriterOptions { PageRows = random.Next(1, 50) });

        var reader = await OpenAsync(file);
        Assert.Equal(rows, reader.RowCount(0));
        foreach (var leaf in reader.Schema.Leaves)
        {
            var written = leaves[leaf.Index];
            var read = await ReadAsync(reader, leaf.Name);
            Assert.Equal(written.DefinitionLevels!, read.DefinitionLevels!);
            Assert.Equal(written.RepetitionLevels, read.RepetitionLevels);
            Assert.Equal(BoxedValues(written), BoxedValues(read));
        }
    }

    private static LeafData AnyLeaf(Leaf leaf, int rows, Random random)
    {
        List<byte> definition = [], repetition = [];
        for (var row = 0; row < rows; row++)
        {
            var count = leaf.MaxRepetition == 0 ? 1 : random.Next(1, 4);
            for (var i = 0; i < count; i++)
            {
                definition.Add((byte)random.Next(leaf.MaxDefinition + 1));
                repetition.Add((byte)Math.Min(i, 1));
            }
        }

        var present = definition.Count(level => level == leaf.MaxDefinition);
        var levels = leaf.MaxRepetition == 0 ? null : repetition.ToArray();
        return (leaf.Node.Type, present) switch
        {
            (PhysicalType.Int32, _) => new LeafData<int>([.. Enumerable.Range(0, present)], [.. definition], levels),
            (PhysicalType.Int64, _) => new LeafData<long>([.. Enumerable.Range(0, present).Select(i => (long)i)], [.. definition], levels),
            _ => new LeafData<string>([.. Enumerable.Range(0, present).Select(i => $"{i % 7}")], [.. definition], levels),
        };
    }

    private static object[] BoxedValues(LeafData data) => data switch
    {
        LeafData<int> ints => [.. ints.Values.Cast<object>()],
        LeafData<long> longs => [.. longs.Values.Cast<object>()],
        _ => ((LeafData<string>)data).Values,
    };

    private static byte[] Write(int rows, LeafData[] leaves, ParquetWriterOptions? options = null)
    {
        var writer = new LeafWriter(Schema, options);
        writer.WriteRowGroup(rows, leaves);
        return writer.Finish();
    }

    private static async Task<LeafReader> OpenAsync(byte[] file) =>
        await LeafReader.OpenAsync(new MemorySource("nested.parquet", file), TestContext.Current.CancellationToken);

    private static async Task<LeafData> ReadAsync(LeafReader reader, string leaf) =>
        await reader.ReadAsync(0, reader.Schema.Leaves[reader.Schema.IndexOf(leaf)], TestContext.Current.CancellationToken);
}
