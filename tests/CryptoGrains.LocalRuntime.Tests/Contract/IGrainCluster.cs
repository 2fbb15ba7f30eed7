namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>A runtime that serves the grains of this assembly: all that the contract needs to know of it.</summary>
public interface IGrainCluster
{
    IGrainFactory Grains { get; }

    /// <summary>The least period of a reminder here.</summary>
    TimeSpan ReminderPeriod { get; }

    /// <summary>Stops everything and starts again from what was stored.</summary>
    Task RestartAsync();

    /// <summary>Lets time pass.</summary>
    Task PassAsync(TimeSpan time);

    /// <summary>Lets time pass until a thing has happened.</summary>
    Task PassUntilAsync(Task thing, string what);
}
