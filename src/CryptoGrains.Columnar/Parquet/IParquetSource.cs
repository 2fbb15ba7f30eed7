namespace CryptoGrains.Columnar.Parquet;

/// <summary>The bytes of a Parquet file.</summary>
public interface IParquetSource
{
    /// <summary>What to call it in messages.</summary>
    string Name { get; }

    /// <summary>How many bytes there are.</summary>
    long Length { get; }

    /// <summary>Fills the memory with the bytes from an offset on, which lie inside the file.</summary>
    ValueTask ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken = default);
}
