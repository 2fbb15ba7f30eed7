using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Datasets;

/// <summary>One version of a table.</summary>
/// <param name="Name">The table.</param>
/// <param name="Location">Its folder, as another tool opens it: a path or a URL.</param>
/// <param name="Version">The version.</param>
/// <param name="Time">When it was committed, in ms since 1970.</param>
/// <param name="Rows">How many rows it has; null where a file does not tell.</param>
/// <param name="Bytes">How many bytes its files have.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="PartitionColumns">The columns by which its files are divided; they are not in the files.</param>
/// <param name="Schema">All columns.</param>
/// <param name="FileList">Its files, by path; left out in the list of all tables.</param>
public sealed record DatasetAnswer(
    string Name,
    string Location,
    long Version,
    long Time,
    long? Rows,
    long Bytes,
    int Files,
    ImmutableArray<string> PartitionColumns,
    IReadOnlyList<ColumnAnswer> Schema,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IEnumerable<DatasetFileAnswer>? FileList = null)
{
    internal static DatasetAnswer Of(Dataset dataset, bool withFiles) => new(
        dataset.Name,
        dataset.Location,
        dataset.Version,
        Timestamp.From(dataset.Time).UnixMilliseconds,
        dataset.Rows,
        dataset.Bytes,
        dataset.Files.Length,
        dataset.PartitionColumns,
        [.. dataset.Schema.Select(ColumnAnswer.Of)],
        withFiles ? dataset.Files.Select(DatasetFileAnswer.Of) : null);
}
