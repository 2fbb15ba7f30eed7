namespace CryptoGrains.History.Batch;

/// <summary>One run of the batch layer, whoever starts it.</summary>
public interface IBatchWork
{
    /// <summary>How many acknowledged records of the trade log the archive does not have yet. Costs no access to the store.</summary>
    long Unarchived { get; }

    /// <summary>Has the trade log keep what is not archived yet, and learns how far runs of earlier lives of the process have come.</summary>
    /// <exception cref="IOException">The log can't be used.</exception>
    Task PrepareAsync(CancellationToken cancellationToken = default);

    /// <summary>Archives, compacts, rebuilds and, now and then, collects what no version needs any more.</summary>
    /// <param name="full">Whether everything is computed, whatever has changed.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Stops it; what was committed stays, and the next run goes on from there.</param>
    /// <exception cref="IOException">The log or the store failed; what was committed stays, and the next run goes on from there.</exception>
    Task<BatchReport> RunAsync(bool full, IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default);
}
