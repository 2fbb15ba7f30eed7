using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Feeds.Tests;

/// <summary>Reads feeds to their end.</summary>
internal static class Reading
{
    public static async Task<List<FeedBatch>> BatchesAsync(this IFeed feed)
    {
        var batches = new List<FeedBatch>();
        await foreach (var batch in feed.ReadAsync(TestContext.Current.CancellationToken))
            batches.Add(batch);
        return batches;
    }

    public static List<Trade> Trades(this IEnumerable<FeedBatch> batches) => [.. batches.SelectMany(batch => batch.Trades)];

    public static List<DeadLetter> Letters(this IEnumerable<FeedBatch> batches) => [.. batches.SelectMany(batch => batch.Unreadable)];
}
