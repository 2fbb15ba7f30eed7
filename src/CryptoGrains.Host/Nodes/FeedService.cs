using CryptoGrains.Feeds;
using CryptoGrains.Feeds.Border;

namespace CryptoGrains.Host.Nodes;

/// <summary>Runs all feeds into the trade log. A feed that ends or fails leaves the others running.</summary>
internal sealed class FeedService(IReadOnlyList<IFeed> feeds, FeedIntake intake, ILogger<FeedService> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(feeds.Select(feed => RunAsync(feed, stoppingToken)));

    private async Task RunAsync(IFeed feed, CancellationToken stop)
    {
        try
        {
            var taken = await intake.RunAsync(feed, stop);
            logger.LogInformation("The feed {Feed} has ended: {Accepted} trades accepted, {Refused} set aside.", feed.Name, taken.Accepted, taken.Refused);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            logger.LogInformation("The feed {Feed} is stopped.", feed.Name);
        }
        catch (Exception exception) when (exception is IOException or FeedException)
        {
            logger.LogError(exception, "The feed {Feed} has failed and is over; the others go on: {Reason}", feed.Name, exception.Message);
        }
    }
}
