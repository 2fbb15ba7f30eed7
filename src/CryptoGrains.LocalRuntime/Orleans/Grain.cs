using CryptoGrains.LocalRuntime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of every grain class: one object for each key that is in use, and one turn at a time in it.</summary>
public abstract class Grain : IAddressable
{
    private readonly Activation? _activation;

    /// <summary>Ties the grain to the activation that is constructing it.</summary>
    protected Grain() => _activation = TaskScheduler.Current as Activation;

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Runtime;

    /// <summary>The services of the process.</summary>
    protected internal IServiceProvider ServiceProvider => Activation.Runtime.Services;

    internal Activation Activation => _activation
        ?? throw new InvalidOperationException(
            $"This {GetType().Name} was made by 'new', not by the grain runtime, so it has no key, timers or other grains. "
            + "Get it by IGrainFactory.GetGrain.");

    /// <summary>
    /// Runs before the first call, when the state has been read. If it throws, the waiting calls fail and the next one tries
    /// again.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the process gives up waiting for its grains to stop.</param>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs after the last call and after the timers were stopped. If it throws, that is logged and the grain ends all the
    /// same.
    /// </summary>
    /// <param name="reason">Why the grain ends.</param>
    /// <param name="cancellationToken">Cancelled when the process gives up waiting for its grains to stop.</param>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once the running calls are done. The next call makes a new one.</summary>
    protected void DeactivateOnIdle() => Activation.End(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));
}
