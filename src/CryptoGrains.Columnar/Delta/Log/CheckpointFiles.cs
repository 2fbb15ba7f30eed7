namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>The blobs of one whole checkpoint.</summary>
/// <param name="Version">The version it holds.</param>
/// <param name="Blobs">One, or all parts of one that has several.</param>
internal sealed record CheckpointFiles(long Version, IReadOnlyList<Storage.BlobInfo> Blobs)
{
    /// <summary>Whether it is a list of JSON actions rather than Parquet.</summary>
    public bool IsJson => Blobs[0].Name.EndsWith(".json", StringComparison.Ordinal);
}
