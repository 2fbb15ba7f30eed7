using Orleans;

namespace CryptoGrains.Bench;

/// <summary>The least that a grain can do.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    /// <summary>Adds a number and gives the sum.</summary>
    Task<long> AddAsync(int number);
}

/// <summary>Adds up what it is given.</summary>
public sealed class CounterGrain : Grain, ICounterGrain
{
    private long _sum;

    /// <inheritdoc/>
    public Task<long> AddAsync(int number) => Task.FromResult(_sum += number);
}
