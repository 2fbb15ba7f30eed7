using System.Collections.Immutable;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Delta;

/// <summary>What a table is.</summary>
/// <param name="Id">Its id, made once with it.</param>
/// <param name="Schema">All columns in order, those of the partitions among them.</param>
/// <param name="PartitionColumns">The names of the columns by which its files are divided.</param>
public sealed record DeltaMetadata(string Id, ImmutableArray<ParquetColumn> Schema, ImmutableArray<string> PartitionColumns)
{
    /// <summary>The table's name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? Description { get; init; }

    /// <summary>Settings, as other tools read them.</summary>
    public ImmutableSortedDictionary<string, string> Configuration { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedTime { get; init; }

    /// <summary>The schema as it was read, which may say more than its columns do: notes, narrower types. Null where it was made here.</summary>
    internal string? SchemaString { get; init; }

    /// <summary>The columns that stand in the data files: all but those of the partitions.</summary>
    public ImmutableArray<ParquetColumn> FileSchema => [.. Schema.Where(column => !PartitionColumns.Contains(column.Name))];
}
