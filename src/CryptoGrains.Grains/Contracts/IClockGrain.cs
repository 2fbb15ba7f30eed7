using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>
/// How far the venues' clocks have come in one partition of the trade log: what a pump that begins there would else know only from the next
/// mark on. The key is <see cref="KeyOf"/>.
/// </summary>
public interface IClockGrain : IGrainWithStringKey
{
    /// <summary>The key for a partition of a log. Another log's clocks say nothing of this one's.</summary>
    static string KeyOf(string log, int partition) => FormattableString.Invariant($"{log}:{partition}");

    /// <summary>Each venue's clock, as it was last stored.</summary>
    Task<ImmutableDictionary<string, Timestamp>> GetAsync();

    /// <summary>Stores, durably, how far the clocks have come. None goes back.</summary>
    Task AdvanceAsync(ImmutableDictionary<string, Timestamp> clocks);
}
