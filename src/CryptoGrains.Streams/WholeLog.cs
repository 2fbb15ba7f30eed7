namespace CryptoGrains.Streams;

/// <summary>The share of a process that has a log to itself: every partition.</summary>
public static class WholeLog
{
    /// <summary>Reads all partitions at once; the first read that fails ends the others, and its error is thrown when they have ended.</summary>
    /// <param name="partitionCount">The number of partitions.</param>
    /// <param name="read">Reads one partition until it is cancelled.</param>
    /// <param name="told">Called when all reads have begun.</param>
    /// <param name="stop">Ends all reads.</param>
    public static async Task ReadAsync(int partitionCount, Func<int, CancellationToken, Task> read, Action told, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reads = Enumerable.Range(0, partitionCount).Select(ReadOneAsync).ToArray();
        told();
        await Task.WhenAll(reads);

        async Task ReadOneAsync(int partition)
        {
            try
            {
                await read(partition, end.Token);
            }
            catch
            {
                await end.CancelAsync();
                throw;
            }
        }
    }
}
