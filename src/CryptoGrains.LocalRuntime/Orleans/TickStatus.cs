namespace Orleans.Runtime;

/// <summary>The times of a reminder's tick, in UTC.</summary>
public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
{
    /// <summary>When the reminder was first due.</summary>
    public DateTime FirstTickTime { get; } = firstTickTime;

    /// <summary>The time from one tick to the next.</summary>
    public TimeSpan Period { get; } = period;

    /// <summary>When this tick was sent.</summary>
    public DateTime CurrentTickTime { get; } = timeStamp;
}
