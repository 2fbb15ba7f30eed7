namespace CryptoGrains.Feeds;

/// <summary>A place that trades come from. It normalises and paces; what it yields is not yet checked or stored.</summary>
public interface IFeed
{
    /// <summary>What the feed is called in messages and metrics.</summary>
    string Name { get; }

    /// <summary>Reads until the source ends or the caller cancels. A feed pulls no faster than its reader takes.</summary>
    IAsyncEnumerable<FeedBatch> ReadAsync(CancellationToken cancellationToken = default);
}
