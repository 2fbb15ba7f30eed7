namespace CryptoGrains.Columnar.Parquet;

/// <summary>A Parquet file is damaged, or uses something that is not read here.</summary>
/// <param name="message">A sentence: which column, which feature or what damage.</param>
/// <param name="inner">What was met further in.</param>
public sealed class ParquetException(string message, Exception? inner = null) : IOException(message, inner);
