namespace CryptoGrains.Columnar.Storage;

/// <summary>What a store says of a blob without reading it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="LastModified">When it was written, by the store's clock.</param>
public readonly record struct BlobInfo(string Name, long Length, DateTimeOffset LastModified);
