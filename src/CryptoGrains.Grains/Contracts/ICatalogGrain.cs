using System.Collections.Immutable;
using CryptoGrains.Market;
using Orleans.Concurrency;

namespace CryptoGrains.Grains;

/// <summary>Which instruments there are: all that have ever had a trade. There is one, with the key <see cref="Key"/>.</summary>
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>The key of the one catalogue.</summary>
    const string Key = "instruments";

    /// <summary>Adds instruments, durably; those it has are passed over.</summary>
    Task AddAsync(ImmutableArray<ListedInstrument> instruments);

    /// <summary>All instruments, by name.</summary>
    [ReadOnly]
    Task<ImmutableArray<Instrument>> ListAsync();

    /// <summary>Whether it has an instrument.</summary>
    [ReadOnly]
    Task<bool> ContainsAsync(Instrument instrument);

    /// <summary>Where an instrument began; null for one that is not listed.</summary>
    [ReadOnly]
    Task<ListedInstrument?> FindAsync(Instrument instrument);
}
