using System.Collections.Immutable;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>
/// The last 24 hours of all instruments. Each grain is asked at most once in five seconds, however many readers there are, and a few at a time: 10,000
/// instruments are 10,000 small calls.
/// </summary>
internal sealed class LiveMarket(IGrainFactory grains, TimeProvider time) : IDisposable
{
    private const int AtOnce = 64;

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private MarketSnapshot? _newest;

    /// <summary>All instruments that have traded, as they were at most five seconds ago.</summary>
    public async Task<MarketSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_newest is { } newest && time.GetElapsedTime(newest.ReadAt) < Age)
                return newest;

            var readAt = time.GetTimestamp();
            var instruments = await grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).ListAsync();
            var days = ImmutableArray.CreateBuilder<MarketDay>(instruments.Length);
            foreach (var some in instruments.Chunk(AtOnce))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var statistics = await Task.WhenAll(some.Select(instrument => grains.GetGrain<ISymbolGrain>(instrument.Name).GetStatisticsAsync()));
                foreach (var one in statistics)
                {
                    if (one is not null)
                        days.Add(new MarketDay(one.Instrument, one.Last, one.Open, one.QuoteVolume));
                }
            }

            return _newest = new MarketSnapshot(days.ToImmutable(), Timestamp.From(time.GetUtcNow()), readAt);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
