using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.Columnar.Parquet;

/// <summary>A Parquet file in a store, of which only what is asked for is read.</summary>
/// <param name="store">The store.</param>
/// <param name="name">The blob's name.</param>
/// <param name="length">The blob's length.</param>
public sealed class BlobSource(IBlobStore store, string name, long length) : IParquetSource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public long Length { get; } = length;

    /// <inheritdoc/>
    public ValueTask ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken = default) =>
        store.ReadRangeAsync(Name, offset, into, cancellationToken);
}
