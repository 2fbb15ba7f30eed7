namespace CryptoGrains.Columnar.Parquet;

/// <summary>The values of one column in one row group.</summary>
/// <param name="nulls">Which rows have no value; null where all have one.</param>
public abstract class ColumnData(bool[]? nulls)
{
    /// <summary>Which rows have no value; null where all have one.</summary>
    public bool[]? Nulls { get; } = nulls;

    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Whether a row has no value.</summary>
    public bool IsNull(int row) => Nulls is { } missing && missing[row];

    /// <summary>A row's value, boxed; null where there is none. For messages and tests, not for the way of the data.</summary>
    public abstract object? ValueAt(int row);
}

/// <inheritdoc/>
/// <param name="values">One for each row; what stands at a row without a value means nothing.</param>
/// <param name="nulls">Which rows have no value; null where all have one.</param>
public sealed class ColumnData<T>(T[] values, bool[]? nulls = null) : ColumnData(nulls)
{
    /// <summary>One for each row; what stands at a row without a value means nothing.</summary>
    public T[] Values { get; } = values;

    /// <inheritdoc/>
    public override int Count => Values.Length;

    /// <inheritdoc/>
    public override object? ValueAt(int row) => IsNull(row) ? null : Values[row];
}
