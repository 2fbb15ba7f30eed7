using System.Collections.Immutable;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Catalog;

/// <summary>The one catalogue of instruments.</summary>
public sealed class CatalogGrain(
    [PersistentState("catalog")] IPersistentState<CatalogState> state, ITradeLog log, ILogger<CatalogGrain> logger) : Grain, ICatalogGrain
{
    private ImmutableArray<Instrument> _listed;
    private bool _unwritten;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.State.LogId is { } other && other != log.Id)
        {
            logger.LogWarning("The catalogue is of the trade log {Other}; in this one, {Log}, its instruments may begin anywhere.", other, log.Id);
            foreach (var name in state.State.FirstOffsets.Keys.ToArray())
                state.State.FirstOffsets[name] = 0;
            state.State.FirstClocks.Clear();
            _unwritten = true;
        }

        // Stored before states named their log, it is to be written with this one's name.
        _unwritten |= state.State.LogId is null && state.State.FirstOffsets.Count > 0;
        state.State.LogId = log.Id;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task AddAsync(ImmutableArray<ListedInstrument> instruments)
    {
        var before = state.State.FirstOffsets.Count;
        foreach (var (instrument, firstOffset, clock) in instruments)
        {
            if (state.State.FirstOffsets.TryAdd(instrument.Name, firstOffset) && clock > Timestamp.MinValue)
                state.State.FirstClocks.Add(instrument.Name, clock.Microseconds);
        }

        // What could not be written stays to be written, so a second try does not pass for done.
        _unwritten |= state.State.FirstOffsets.Count != before;
        if (!_unwritten)
            return;

        _listed = default;
        await state.WriteStateAsync();
        _unwritten = false;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Instrument>> ListAsync()
    {
        if (_listed.IsDefault)
            _listed = [.. state.State.FirstOffsets.Keys.Select(Instrument.Parse)];
        return Task.FromResult(_listed);
    }

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(Instrument instrument) =>
        Task.FromResult(state.State.FirstOffsets.ContainsKey(instrument.Name));

    /// <inheritdoc/>
    public Task<ListedInstrument?> FindAsync(Instrument instrument) => Task.FromResult(
        state.State.FirstOffsets.TryGetValue(instrument.Name, out var offset)
            ? new ListedInstrument(
                instrument, offset, new Timestamp(state.State.FirstClocks.GetValueOrDefault(instrument.Name, Timestamp.MinValue.Microseconds)))
            : (ListedInstrument?)null);
}
