namespace CryptoGrains.History.Batch;

/// <summary>One run of the batch layer, whoever starts it.</summary>
public interface IBatchWork
{
    /// <summary>How many acknowledged records of the trade log the archive does not have yet. Costs no access to the store.</summary>
    long Unarchived { get; }

    /// <summary>Learns how far runs of earlier lives of the process have come, and has the log keep what none of them has archived.</summary>
    /// <exception cref="IOException">The log can't be read.</exception>
    Task ReadPositionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Archives, compacts, rebuilds and, now and then, collects what no version needs any more.</summary>
    /// <param name="full">Whether everything is computed, whatever has changed.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Stops it; what was committed stays, and the next run goes on from there.</param>
    /// <exception cref="IOException">The log or the store failed; what was committed stays, and the next run goes on from there.</exception>
    Task<BatchReport> RunAsync(bool full, IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default);
}
