using System.Collections.Concurrent;
using System.Collections.Immutable;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using CryptoGrains.Market;
using Orleans;

namespace CryptoGrains.Gateway.Rest;

/// <summary>
/// Which instruments there are, as the catalogue knows them. A name that is not in the catalogue never reaches a
/// <see cref="ISymbolGrain"/>: names cost nothing to invent, activations cost memory.
/// </summary>
internal sealed class Instruments(IGrainFactory grains, GatewayOptions options)
{
    /// <summary>How many known instruments are remembered here. Of more, the catalogue is asked each time.</summary>
    private const int MaxRemembered = 100_000;

    private readonly ConcurrentDictionary<Instrument, ISymbolGrain> _known = new();
    private int _remembered;

    /// <summary>All instruments, by name.</summary>
    public Task<ImmutableArray<Instrument>> ListAsync() => Catalog.ListAsync();

    /// <summary>The instrument's grain; null where the catalogue has no such instrument.</summary>
    public ValueTask<ISymbolGrain?> FindAsync(Instrument instrument) =>
        _known.TryGetValue(instrument, out var grain) ? new(grain) : new(AskAsync(instrument));

    /// <summary>Reads an instrument's name and finds its grain; a problem where the name means nothing here.</summary>
    public async ValueTask<(Instrument Instrument, ISymbolGrain? Grain, Problem? Problem)> ResolveAsync(string name)
    {
        if (Instrument.TryParse(name, options.PrimaryVenue, out var instrument) && await FindAsync(instrument) is { } grain)
            return (instrument, grain, null);

        return (default, null, new Problem(
            404,
            ProblemCodes.UnknownSymbol,
            $"There is no instrument '{QueryReader.Shorten(name)}'. Write VENUE:SYMBOL, such as BINANCE:BTCUSDT, or a symbol of "
            + $"{options.PrimaryVenue}. /api/v1/symbols lists all there are."));
    }

    private ICatalogGrain Catalog => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key);

    private async Task<ISymbolGrain?> AskAsync(Instrument instrument)
    {
        if (!await Catalog.ContainsAsync(instrument))
            return null;

        var grain = grains.GetGrain<ISymbolGrain>(instrument.Name);
        // The catalogue never forgets an instrument, so neither need we; the count may overshoot by a few racing requests.
        if (Volatile.Read(ref _remembered) < MaxRemembered && _known.TryAdd(instrument, grain))
            Interlocked.Increment(ref _remembered);
        return grain;
    }
}
