using System.Reflection;

namespace CryptoGrains.LocalRuntime;

/// <summary>What the grain runtime of one process needs to know.</summary>
public sealed class LocalGrainOptions
{
    /// <summary>The assemblies whose grain classes are served.</summary>
    public ICollection<Assembly> GrainAssemblies { get; } = [];

    /// <summary>How long a grain that nobody calls stays active. It ends within a quarter more of this time.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a caller waits for an answer, where the method has no <c>[ResponseTimeout]</c> of its own.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most calls that one activation, or one observer, holds at a time, waiting and running. One more is refused.
    /// </summary>
    public int MaxCallsPerActivation { get; set; } = 1_000;

    /// <summary>
    /// The folder in which grains' states and reminders are kept; null keeps them in memory, as long as the process lives.
    /// </summary>
    public string? StateFolder { get; set; }

    /// <summary>
    /// Whether each write of a state reaches the disk before it is acknowledged. Without it a state survives the end of the
    /// process, but after a power cut the newest may be the one before, or none.
    /// </summary>
    public bool FlushStateToDisk { get; set; }

    internal void Check()
    {
        if (GrainAssemblies.Count == 0)
            throw new InvalidOperationException("No grain assembly is given: add one to LocalGrainOptions.GrainAssemblies.");
        if (IdleTimeout <= TimeSpan.Zero)
            throw new InvalidOperationException($"LocalGrainOptions.IdleTimeout is {IdleTimeout}: give a positive time.");
        if (ResponseTimeout <= TimeSpan.Zero)
            throw new InvalidOperationException($"LocalGrainOptions.ResponseTimeout is {ResponseTimeout}: give a positive time.");
        if (MaxCallsPerActivation < 1)
            throw new InvalidOperationException(
                $"LocalGrainOptions.MaxCallsPerActivation is {MaxCallsPerActivation}: give at least 1.");
    }
}
