using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>How a timer of a grain behaves.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>A timer that neither interleaves nor keeps the grain alive.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>
    /// The time until the first tick; <see cref="Timeout.InfiniteTimeSpan"/> waits for <see cref="IGrainTimer.Change"/>.
    /// </summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>
    /// The time from the end of a tick to the next one; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.
    /// </summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may run between the turns of other calls, as <c>[AlwaysInterleave]</c> methods do.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a tick counts as use, so that the grain does not become idle.</summary>
    public bool KeepAlive { get; init; }
}
