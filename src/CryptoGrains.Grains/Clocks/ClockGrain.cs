using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Clocks;

/// <summary>The venues' clocks in one partition of the trade log.</summary>
public sealed class ClockGrain([PersistentState("clocks")] IPersistentState<ClockState> state) : Grain, IClockGrain
{
    /// <inheritdoc/>
    public Task<ImmutableDictionary<string, Timestamp>> GetAsync() =>
        Task.FromResult(state.State.Clocks.ToImmutableDictionary(clock => clock.Key, clock => new Timestamp(clock.Value), StringComparer.Ordinal));

    /// <inheritdoc/>
    public Task AdvanceAsync(ImmutableDictionary<string, Timestamp> clocks)
    {
        foreach (var (venue, clock) in clocks)
            state.State.Clocks[venue] = Math.Max(clock.Microseconds, state.State.Clocks.GetValueOrDefault(venue, long.MinValue));
        return state.WriteStateAsync();
    }
}
