using Orleans.Concurrency;

namespace CryptoGrains.Grains;

/// <summary>
/// The batch layer's work: starts it, now and periodically, and says how far it is. The work itself runs beside the grain, so it answers
/// at any time. There is one, with the key <see cref="Key"/>.
/// </summary>
public interface IBatchGrain : IGrainWithStringKey
{
    /// <summary>The key of the one.</summary>
    const string Key = "batch";

    /// <summary>Sets the reminder by which runs start, or ends it, as the options say.</summary>
    Task ScheduleAsync();

    /// <summary>Starts a run.</summary>
    /// <param name="full">Whether everything is computed, whatever has changed.</param>
    /// <returns>Whether it was started; not where one is under way, or the process is stopping.</returns>
    Task<bool> StartAsync(bool full);

    /// <summary>What it is doing, and what the last run did.</summary>
    [ReadOnly]
    Task<BatchStatus> GetStatusAsync();
}
