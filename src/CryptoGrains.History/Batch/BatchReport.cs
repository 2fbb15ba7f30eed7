using CryptoGrains.History.Archive;
using CryptoGrains.History.Rebuild;

namespace CryptoGrains.History.Batch;

/// <summary>What a run of the batch layer did.</summary>
/// <param name="Archive">What came from the trade log.</param>
/// <param name="FilesCompacted">How many small files were written as few large ones.</param>
/// <param name="Rebuild">What was computed.</param>
/// <param name="BlobsCollected">How many blobs that no kept version needs were deleted; null where that was not due.</param>
public sealed record BatchReport(ArchiveResult Archive, int FilesCompacted, RebuildResult Rebuild, int? BlobsCollected);
