using Orleans.Concurrency;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Starts a timer that writes <c>tick</c>, and <c>cancelled</c> when its ticks are.</summary>
    Task StartAsync(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive);

    /// <summary>Starts a timer whose ticks write <c>tick</c>, wait for the gate and write <c>ticked</c>.</summary>
    Task StartHeldAsync(TimeSpan period);

    /// <summary>Starts a timer whose ticks write <c>tick</c> and throw.</summary>
    Task StartThrowingAsync(TimeSpan period);

    Task ChangeAsync(TimeSpan dueTime, TimeSpan period);

    [AlwaysInterleave]
    Task DisposeTimerAsync();

    /// <summary>Writes <c>held</c>, waits for the gate, writes <c>released</c>.</summary>
    Task HoldAsync();

    Task EndAsync();

    /// <summary>Done when all that came to the grain before it has had its chance.</summary>
    [AlwaysInterleave]
    Task SettleAsync();
}
