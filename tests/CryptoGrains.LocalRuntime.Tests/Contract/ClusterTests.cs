namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>The base of the contract's tests: a runtime for the class, and a grain key of its own for each test.</summary>
public abstract class ClusterTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    protected IGrainCluster Cluster { get; } = cluster;

    protected string Key { get; } = Guid.NewGuid().ToString("N");

    protected Journal Journal => Journal.Of(Key);

    protected TGrain Grain<TGrain>()
        where TGrain : IGrainWithStringKey => Cluster.Grains.GetGrain<TGrain>(Key);
}
