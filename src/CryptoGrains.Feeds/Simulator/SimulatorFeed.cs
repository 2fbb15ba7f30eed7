using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CryptoGrains.Feeds.Replay;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator;

/// <summary>Plays a simulated market at real time, faster, or as fast as it is read.</summary>
public sealed class SimulatorFeed(SimulatorOptions options, TimeProvider time) : IFeed
{
    private SimulatedMarket? _market;

    /// <inheritdoc/>
    public string Name => "sim";

    /// <summary>The labels of what the last reading injected so far.</summary>
    public ImmutableArray<SimulatedEvent> Events => _market?.Events ?? [];

    /// <summary>Plays from the start: each reading is a market of its own.</summary>
    public async IAsyncEnumerable<FeedBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var start = options.Start ?? Timestamp.From(time.GetUtcNow());
        var market = new SimulatedMarket(
            options.Instruments, options.TradesPerSecond, options.Seed, start, options.Plan, options.Venues);
        var venues = market.Instruments.Select(instrument => instrument.Venue).Distinct().ToArray();
        _market = market;
        await using var labels = options.LabelFile is { } file ? OpenLabels(file) : null;
        if (labels is not null)
            market.Labelled = label => labels.WriteLine(label.ToJson());

        var pace = new ReplayPace(options.Speed, TimeSpan.MaxValue, time);
        await pace.UntilAsync(start, cancellationToken);
        var batch = new BatchBuilder(SimulatedMarket.Venue);
        try
        {
            for (var count = 0L; count < options.Trades; count++)
            {
                var trade = market.Next();
                if (batch.IsFull || (batch.IsDue && pace.WaitFor(trade.ReceiveTime) > TimeSpan.Zero))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return OfAll(venues, batch.Take());
                }

                await pace.UntilAsync(trade.ReceiveTime, cancellationToken);
                batch.Add(trade);
                batch.Advance(market.Now, trade.ReceiveTime);
            }
        }
        finally
        {
            market.Finish();
        }

        if (!batch.IsEmpty)
            yield return OfAll(venues, batch.Take());
    }

    // The market's clock is that of each of its venues.
    private static FeedBatch OfAll(string[] venues, FeedBatch batch) =>
        batch with { Clocks = [.. batch.Clocks.SelectMany(clock => venues.Select(venue => clock with { Venue = venue }))] };

    private static StreamWriter OpenLabels(string file)
    {
        try
        {
            return new StreamWriter(file) { AutoFlush = true };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"The label file '{file}' can't be written: {refused.Message}", refused);
        }
    }
}
