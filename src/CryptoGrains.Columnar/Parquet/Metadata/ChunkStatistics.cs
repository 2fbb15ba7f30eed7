namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>What a file says of a column chunk's values, as the bytes it says it in.</summary>
internal sealed record ChunkStatistics
{
    /// <summary>A lower bound in the order of the column's type.</summary>
    public byte[]? Min { get; init; }

    /// <summary>An upper bound in the order of the column's type.</summary>
    public byte[]? Max { get; init; }

    /// <summary>Whether <see cref="Min"/> is a value of the chunk.</summary>
    public bool MinIsExact { get; init; } = true;

    /// <summary>Whether <see cref="Max"/> is a value of the chunk.</summary>
    public bool MaxIsExact { get; init; } = true;

    /// <summary>Whether the bounds are of the old kind, whose order is only certain for signed numbers.</summary>
    public bool IsOldKind { get; init; }

    /// <summary>How many values are missing.</summary>
    public long? NullCount { get; init; }
}
