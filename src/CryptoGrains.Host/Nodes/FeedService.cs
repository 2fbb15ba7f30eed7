using CryptoGrains.Feeds;
using CryptoGrains.Feeds.Border;

namespace CryptoGrains.Host.Nodes;

/// <summary>Runs the node's feeds into the trade log as long as the node runs.</summary>
internal sealed class FeedService(IReadOnlyList<IFeed> feeds, FeedIntake intake) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => intake.RunAsync(feeds, stoppingToken);
}
