namespace Orleans.Runtime;

/// <summary>A timer of a grain. Disposing it ends it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>
    /// Sets the timer anew: the next tick after <paramref name="dueTime"/>, those that follow every <paramref name="period"/>.
    /// </summary>
    /// <remarks>
    /// <see cref="Timeout.InfiniteTimeSpan"/> means never. During a tick the change takes effect at the tick's end.
    /// </remarks>
    void Change(TimeSpan dueTime, TimeSpan period);
}
