namespace CryptoGrains.Grains.Tests.Cluster;

/// <summary>The calls that a silo makes: once it is dead, no more reach anybody, not even its grains' farewells.</summary>
internal sealed class MortalCalls : IOutgoingGrainCallFilter
{
    private volatile bool _isDead;

    public void Die() => _isDead = true;

    public Task Invoke(IOutgoingGrainCallContext context) =>
        _isDead ? Task.FromException(new IOException("The silo is dead.")) : context.Invoke();
}
