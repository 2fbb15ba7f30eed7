using System.Collections.Concurrent;
using System.Collections.Immutable;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>
/// Which instruments there are, as the catalogue and the history know them. A name that is not in the catalogue never reaches a
/// <see cref="ISymbolGrain"/>: names cost nothing to invent, activations cost memory.
/// </summary>
internal sealed class Instruments(IGrainFactory grains, ICandleHistory history, GatewayOptions options)
{
    /// <summary>How many known instruments are remembered here. Of more, the catalogue is asked each time.</summary>
    private const int MaxRemembered = 100_000;

    private readonly ConcurrentDictionary<Instrument, ISymbolGrain> _known = new();
    private int _remembered;

    /// <summary>All instruments, by name, and which layer is missing, in a sentence; null where none is.</summary>
    public async Task<(ImmutableArray<Instrument> Instruments, string? Warning)> ListAsync(CancellationToken cancellationToken)
    {
        var live = await Catalog.ListAsync();
        try
        {
            var archived = await history.InstrumentsAsync(cancellationToken);
            return (archived.IsEmpty ? live : [.. live.Union(archived).OrderBy(instrument => instrument.Name, StringComparer.Ordinal)], null);
        }
        catch (HistoryUnavailableException)
        {
            return (live, "The history can't be read just now: instruments that only it knows are left out.");
        }
    }

    /// <summary>The instrument's grain; null where the catalogue has no such instrument.</summary>
    public ValueTask<ISymbolGrain?> FindAsync(Instrument instrument) =>
        _known.TryGetValue(instrument, out var grain) ? new(grain) : new(AskAsync(instrument));

    /// <summary>Finds what a name stands for, live or in the history.</summary>
    public async ValueTask<FoundInstrument> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        if (!Instrument.TryParse(name, options.PrimaryVenue, out var instrument))
            return Unknown(name);
        if (await FindAsync(instrument) is { } grain)
            return new FoundInstrument(instrument, grain, Problem: null);

        try
        {
            return await history.ContainsAsync(instrument, cancellationToken)
                ? new FoundInstrument(instrument, Grain: null, Problem: null)
                : Unknown(name);
        }
        catch (HistoryUnavailableException)
        {
            return new FoundInstrument(instrument, Grain: null, Problems.HistoryUnavailable($"{instrument} is not traded live, and "));
        }
    }

    /// <summary>Finds what a name stands for, where live data is wanted: one that only the history knows has none.</summary>
    public async ValueTask<FoundInstrument> ResolveLiveAsync(string name, CancellationToken cancellationToken)
    {
        var found = await ResolveAsync(name, cancellationToken);
        return found is { Problem: null, Grain: null }
            ? found with
            {
                Problem = new Problem(
                    404,
                    ProblemCodes.NoTrades,
                    $"{found.Instrument} is not traded live here; only its history is known: /api/v1/ohlcv/{found.Instrument}."),
            }
            : found;
    }

    private ICatalogGrain Catalog => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key);

    private FoundInstrument Unknown(string name) => new(default, Grain: null, new Problem(
        404,
        ProblemCodes.UnknownSymbol,
        $"There is no instrument '{QueryReader.Shorten(name)}'. Write VENUE:SYMBOL, such as BINANCE:BTCUSDT, or a symbol of "
        + $"{options.PrimaryVenue}. /api/v1/symbols lists all there are."));

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
