using Orleans.Runtime;

namespace Orleans;

/// <summary>Timers of a grain. They end with the activation.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Calls back on the grain, as a turn of it, until the timer is disposed or the activation ends.</summary>
    /// <remarks>
    /// The period counts from the end of one tick to the start of the next, so ticks never overlap. A tick that throws is
    /// logged and the next one comes.
    /// </remarks>
    public static IGrainTimer RegisterGrainTimer(
        this Grain grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(callback);
        return grain.Activation.AddTimer(callback, options);
    }

    /// <inheritdoc cref="RegisterGrainTimer(Grain, Func{CancellationToken, Task}, GrainTimerCreationOptions)"/>
    public static IGrainTimer RegisterGrainTimer(this Grain grain, Func<Task> callback, GrainTimerCreationOptions options) =>
        RegisterGrainTimer(grain, _ => callback(), options);

    /// <inheritdoc cref="RegisterGrainTimer(Grain, Func{CancellationToken, Task}, GrainTimerCreationOptions)"/>
    public static IGrainTimer RegisterGrainTimer(
        this Grain grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));

    /// <inheritdoc cref="RegisterGrainTimer(Grain, Func{CancellationToken, Task}, GrainTimerCreationOptions)"/>
    public static IGrainTimer RegisterGrainTimer(this Grain grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));
}
