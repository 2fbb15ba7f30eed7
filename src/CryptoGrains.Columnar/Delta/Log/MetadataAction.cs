using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>What a table is, as the log says it. The schema is only read when it counts: an older one may hold what is not read here.</summary>
internal sealed record MetadataAction
{
    /// <summary>The table's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? Description { get; init; }

    /// <summary>The format of its data files.</summary>
    public string Provider { get; init; } = "parquet";

    /// <summary>Its columns, in Spark's JSON.</summary>
    public required string SchemaString { get; init; }

    /// <summary>The names of the columns by which its files are divided.</summary>
    public ImmutableArray<string> PartitionColumns { get; init; } = [];

    /// <summary>Settings.</summary>
    public ImmutableSortedDictionary<string, string> Configuration { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedTime { get; init; }

    /// <summary>How a table is written to the log. A schema that was read and not changed is written as it was.</summary>
    public static MetadataAction Of(DeltaMetadata metadata) => new()
    {
        Id = metadata.Id,
        Name = metadata.Name,
        Description = metadata.Description,
        SchemaString = metadata.SchemaString is { } read && SchemaJson.Parse(read).SequenceEqual(metadata.Schema)
            ? read
            : SchemaJson.Format(metadata.Schema),
        PartitionColumns = metadata.PartitionColumns,
        Configuration = metadata.Configuration,
        CreatedTime = metadata.CreatedTime,
    };

    /// <summary>What the log says, understood.</summary>
    /// <param name="table">What to call the table in messages.</param>
    /// <exception cref="DeltaException">The table is of a kind that is not read here.</exception>
    public DeltaMetadata Read(string table)
    {
        if (Provider != "parquet")
            throw new DeltaException($"The table {table} keeps its rows in the format {Provider}; only parquet is read.");
        if (Configuration.TryGetValue("delta.columnMapping.mode", out var mode) && mode != "none")
        {
            throw new DeltaException(
                $"The table {table} maps column names (delta.columnMapping.mode={mode}), which is not read here. Write it anew without that feature.");
        }

        try
        {
            var schema = SchemaJson.Parse(SchemaString);
            foreach (var column in PartitionColumns)
            {
                if (!schema.Any(of => of.Name == column))
                    throw new DeltaException($"it is divided by the column {column}, which its schema does not have");
            }

            return new DeltaMetadata(Id, schema, PartitionColumns)
            {
                Name = Name,
                Description = Description,
                Configuration = Configuration,
                CreatedTime = CreatedTime,
                SchemaString = SchemaString,
            };
        }
        catch (DeltaException exception)
        {
            throw new DeltaException($"The table {table} can't be read: {exception.Message}.", exception);
        }
    }
}
