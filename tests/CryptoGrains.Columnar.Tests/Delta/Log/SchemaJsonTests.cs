using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Delta.Log;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Delta.Log;

public sealed class SchemaJsonTests
{
    [Fact]
    public void Every_type_has_the_name_that_Spark_gives_it()
    {
        var columns = Enum.GetValues<ParquetType>().Where(type => type != ParquetType.Decimal)
            .Select(type => new ParquetColumn($"the {type} \"ü\"", type, IsNullable: (int)type % 2 == 0))
            .Append(new ParquetColumn("price", ParquetType.Decimal, Precision: 38, Scale: 12))
            .ToArray();
        var json = SchemaJson.Format([.. columns]);

        Assert.Equal(columns, SchemaJson.Parse(json));
        Assert.Contains("""{"name":"price","type":"decimal(38,12)","nullable":true,"metadata":{}}""", json);
        foreach (var name in new[] { "boolean", "integer", "long", "float", "double", "string", "binary", "date", "timestamp" })
            Assert.Contains($"\"type\":\"{name}\"", json);
    }

    [Theory]
    [InlineData("\"byte\"", ParquetType.Int32, 0, 0)]
    [InlineData("\"short\"", ParquetType.Int32, 0, 0)]
    [InlineData("\"decimal\"", ParquetType.Decimal, 10, 0)]
    [InlineData("\"decimal(5, 2)\"", ParquetType.Decimal, 5, 2)]
    public void What_others_write_is_read(string type, ParquetType expected, int precision, int scale) =>
        Assert.Equal([new ParquetColumn("x", expected, true, precision, scale)], SchemaJson.Parse(SchemaOf(type)));

    [Theory]
    [InlineData("\"timestamp_ntz\"", "x is of the type timestamp_ntz")]
    [InlineData("\"void\"", "x is of the type void")]
    [InlineData("\"decimal(39,2)\"", "x is of the type decimal(39,2)")]
    [InlineData("\"decimal(-1)\"", "x is of the type decimal(-1)")]
    [InlineData("""{"type":"struct","fields":[]}""", "x is a struct")]
    [InlineData("""{"type":"map","keyType":"string","valueType":"long","valueContainsNull":true}""", "x is a map")]
    [InlineData("7", "damaged")]
    [InlineData("{}", "damaged")]
    public void What_is_not_read_here_is_named(string type, string reason) =>
        Assert.Contains(reason, Assert.Throws<DeltaException>(() => SchemaJson.Parse(SchemaOf(type))).Message);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"struct\"}")]
    [InlineData("{\"fields\":[{\"type\":\"long\"}]}")]
    public void Damage_is_refused(string json) => Assert.Throws<DeltaException>(() => SchemaJson.Parse(json));

    private static string SchemaOf(string type) =>
        $$$"""{"type":"struct","fields":[{"name":"x","type":{{{type}}},"nullable":true,"metadata":{}}]}""";
}
