using System.Text.Json;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet.Judges;

/// <summary>What is written into a file for others to read.</summary>
internal sealed record JudgedFile(
    string Name, IReadOnlyList<ParquetColumn> Columns, IReadOnlyList<IReadOnlyList<ColumnData>> RowGroups, ParquetWriterOptions Options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public byte[] Write()
    {
        var writer = new ParquetWriter(Columns, Options);
        foreach (var group in RowGroups)
            writer.WriteRowGroup(group);
        return writer.Finish();
    }

    /// <summary>Writes the file, and beside it the values that it must have.</summary>
    public void WriteTo(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, Name + ".parquet"), Write());

        using var expected = new StreamWriter(Path.Combine(folder, Name + ".jsonl")) { NewLine = "\n" };
        expected.WriteLine(JsonSerializer.Serialize(Columns.Select(column => new JudgedColumn(column.Name, ExactText.TypeOf(column))), Json));
        foreach (var group in RowGroups)
        {
            for (var row = 0; row < group[0].Count; row++)
                expected.WriteLine(JsonSerializer.Serialize(group.Select(data => ExactText.Of(data.ValueAt(row)))));
        }
    }
}
