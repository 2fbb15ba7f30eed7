using Orleans.Concurrency;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Awaits in the middle, several times, and looks whether anything else ran meanwhile.</summary>
    Task WorkAsync();

    /// <summary>How often <see cref="WorkAsync"/> was done, and how often it was not alone.</summary>
    Task<(int Done, int Overlaps)> CountAsync();

    /// <summary>Whether code runs on one and the same scheduler, of the activation's own, before and after an await.</summary>
    Task<bool> StaysOnItsSchedulerAsync();

    /// <summary>Writes <c>held</c>, waits for the gate, writes <c>released</c>.</summary>
    Task HoldAsync();

    /// <summary>Writes <c>pinged</c>.</summary>
    Task PingAsync();

    /// <summary>Writes <c>interleaved</c>.</summary>
    [AlwaysInterleave]
    Task InterleaveAsync();

    /// <summary>Writes <c>read</c>, waits for the gate, writes <c>released</c>.</summary>
    [ReadOnly]
    Task HoldReadingAsync();

    /// <summary>Holds as <see cref="HoldAsync"/> does, and nobody waits for it.</summary>
    [OneWay]
    Task HoldUnheardAsync();

    /// <summary>Writes <c>threw</c> and throws, and nobody hears of it.</summary>
    [OneWay]
    Task ThrowUnheardAsync();
}
