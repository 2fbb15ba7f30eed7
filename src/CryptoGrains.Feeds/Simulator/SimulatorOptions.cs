using CryptoGrains.Feeds.Replay;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Simulator;

/// <summary>How a simulated market is to be, and how it is played.</summary>
public sealed record SimulatorOptions
{
    /// <summary>How many instruments on each venue, up to <see cref="SimulatedMarket.MostInstruments"/> in all.</summary>
    public int Instruments { get; init; } = 20;

    /// <summary>How many venues trade the same pairs, up to <see cref="SimulatedMarket.MostVenues"/>.</summary>
    public int Venues { get; init; } = 1;

    /// <summary>Trades per second of simulated time, over all instruments, on average.</summary>
    public double TradesPerSecond { get; init; } = 50;

    /// <summary>What all chance comes from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How fast simulated time passes.</summary>
    public ReplaySpeed Speed { get; init; } = ReplaySpeed.RealTime;

    /// <summary>The event time at which it begins; null for the time at which reading begins.</summary>
    public Timestamp? Start { get; init; }

    /// <summary>After how many trades it ends.</summary>
    public long Trades { get; init; } = long.MaxValue;

    /// <summary>What is injected.</summary>
    public SimulationPlan Plan { get; init; } = SimulationPlan.None;

    /// <summary>A file that gets the labels as JSON lines; null for none.</summary>
    public string? LabelFile { get; init; }
}
