using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Batch;

/// <summary>
/// Tells the instruments' grains which of their candles the history serves from now on, so that these leave their memory. What is told
/// must be seen by all readers already: they take the live candles first and then the history's.
/// </summary>
public sealed class ServedCandles(HistoryReader reader, IGrainFactory grains)
{
    /// <summary>How far a venue's boundary must have moved before its grains are told again. More often would keep idle grains awake.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Timestamp> _told = new(StringComparer.Ordinal);

    /// <summary>Tells those of whose venue the history has come further. Not to be called twice at once.</summary>
    /// <exception cref="IOException">The history can't be read.</exception>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var live = await grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).ListAsync();
        foreach (var venue in live.GroupBy(instrument => instrument.Venue, StringComparer.Ordinal))
        {
            if (await reader.BoundaryAsync(venue.Key, cancellationToken) is not { } boundary)
                continue;

            GrainMetrics.Boundary.Record(boundary.Microseconds / 1e6, new KeyValuePair<string, object?>("venue", venue.Key));
            if (_told.TryGetValue(venue.Key, out var told) && boundary < told + Step)
                continue;

            foreach (var instrument in venue)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await reader.ContainsAsync(instrument, cancellationToken))
                    await grains.GetGrain<ISymbolGrain>(instrument.Name).ForgetAsync(boundary);
            }

            _told[venue.Key] = boundary;
        }
    }
}
