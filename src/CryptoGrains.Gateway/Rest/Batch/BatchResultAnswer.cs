using System.Collections.Immutable;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary>What a run did.</summary>
/// <param name="Started">When it began, in ms since 1970.</param>
/// <param name="Finished">When it ended, in ms since 1970.</param>
/// <param name="Full">Whether everything was computed, whatever had changed.</param>
/// <param name="Archived">How many trades came from the log to the archive.</param>
/// <param name="Lost">How many records the log could no longer give.</param>
/// <param name="FilesCompacted">How many small files were written as few large ones.</param>
/// <param name="Days">How many days of instruments were computed.</param>
/// <param name="FilesWritten">How many data files were written.</param>
/// <param name="FilesKept">How many came out as they were and were not written again.</param>
/// <param name="Commits">For each table that changed, its new version.</param>
/// <param name="Symbols">The number of instruments in the history.</param>
/// <param name="Refused">How many trades could not be kept exactly and were left out.</param>
/// <param name="BlobsCollected">How many blobs that no kept version needs were deleted; null where that was not due.</param>
public sealed record BatchResultAnswer(
    long Started,
    long Finished,
    bool Full,
    long Archived,
    long Lost,
    int FilesCompacted,
    long Days,
    int FilesWritten,
    int FilesKept,
    ImmutableSortedDictionary<string, long> Commits,
    int Symbols,
    long Refused,
    int? BlobsCollected)
{
    internal static BatchResultAnswer Of(BatchResult result) => new(
        Timestamp.From(result.Started).UnixMilliseconds,
        Timestamp.From(result.Finished).UnixMilliseconds,
        result.Full,
        result.Archived,
        result.Lost,
        result.FilesCompacted,
        result.Days,
        result.FilesWritten,
        result.FilesKept,
        result.Commits,
        result.Symbols,
        result.Refused,
        result.BlobsCollected);
}
