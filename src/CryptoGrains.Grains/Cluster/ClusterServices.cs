namespace CryptoGrains.Grains.Cluster;

/// <summary>What the grains need of a silo, beside membership, reminders and storage.</summary>
public static class ClusterServices
{
    /// <summary>Has the instruments' grains live where their partitions are consumed.</summary>
    public static ISiloBuilder AddMarketGrains(this ISiloBuilder silo) => silo
        .AddOutgoingGrainCallFilter<PumpPlacement>()
        .AddIncomingGrainCallFilter<PumpPlacement>();
}
