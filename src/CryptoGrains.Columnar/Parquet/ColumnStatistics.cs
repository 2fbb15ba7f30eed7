namespace CryptoGrains.Columnar.Parquet;

/// <summary>
/// What a file says of a column's values in one row group. Bounds are there only where they can be trusted; NaN counts for no
/// value. Texts are in the order of <see cref="string.CompareOrdinal(string, string)"/>, bytes in that of unsigned bytes.
/// </summary>
/// <param name="Min">A lower bound of the values, in the type that <see cref="ParquetType"/> names; null where nothing is known.</param>
/// <param name="Max">An upper bound.</param>
/// <param name="NullCount">How many rows have no value; null where nothing is known.</param>
public sealed record ColumnStatistics(object? Min, object? Max, long? NullCount);
