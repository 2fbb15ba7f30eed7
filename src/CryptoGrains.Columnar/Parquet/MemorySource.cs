namespace CryptoGrains.Columnar.Parquet;

/// <summary>A Parquet file that is in memory.</summary>
/// <param name="name">What to call it in messages.</param>
/// <param name="bytes">The whole file.</param>
public sealed class MemorySource(string name, ReadOnlyMemory<byte> bytes) : IParquetSource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public long Length => bytes.Length;

    /// <inheritdoc/>
    public ValueTask ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken = default)
    {
        bytes.Slice((int)offset, into.Length).CopyTo(into);
        return ValueTask.CompletedTask;
    }
}
