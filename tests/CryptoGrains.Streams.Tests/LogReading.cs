namespace CryptoGrains.Streams.Tests;

/// <summary>Reading a log to where it ends now.</summary>
internal static class LogReading
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Every record from an offset to the end; the test fails if any was lost.</summary>
    public static async Task<List<LogEntry>> ReadToEndAsync(this ITradeLog log, int partition, long from) =>
        await log.ReadUntilAsync(partition, from, log.Bounds(partition).Next);

    /// <summary>Every record from an offset up to another, waiting for those that are not there yet.</summary>
    public static async Task<List<LogEntry>> ReadUntilAsync(this ITradeLog log, int partition, long from, long to)
    {
        var (entries, losses) = await log.ReadWithLossesAsync(partition, from, to);
        Assert.Empty(losses);
        return entries;
    }

    /// <summary>Every record from an offset up to another, and every loss.</summary>
    public static async Task<(List<LogEntry> Entries, List<LogLoss> Losses)> ReadWithLossesAsync(
        this ITradeLog log, int partition, long from, long? to = null)
    {
        var end = to ?? log.Bounds(partition).Next;
        var entries = new List<LogEntry>();
        var losses = new List<LogLoss>();
        if (from >= end)
            return (entries, losses);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var at = from;
        try
        {
            await foreach (var batch in log.ReadAsync(partition, from, patience.Token))
            {
                if (batch.Lost is { } lost)
                    losses.Add(lost);
                entries.AddRange(batch.Entries.Span);
                at = batch.NextOffset;
                if (at >= end)
                    break;
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Reading partition {partition} from {from}: expected offset {end} within {Patience}, came to {at}.");
        }

        return (entries, losses);
    }
}
