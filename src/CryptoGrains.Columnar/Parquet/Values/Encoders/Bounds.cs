namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Bounds of a column chunk's values, as the bytes that its statistics have.</summary>
/// <param name="Min">A lower bound; null where there is none.</param>
/// <param name="Max">An upper bound; null where there is none.</param>
/// <param name="MinIsExact">Whether the lower bound is one of the values.</param>
/// <param name="MaxIsExact">Whether the upper bound is one of the values.</param>
internal readonly record struct Bounds(byte[]? Min, byte[]? Max, bool MinIsExact = true, bool MaxIsExact = true);
