using Orleans.Storage;

namespace CryptoGrains.Grains.Tests.Cluster;

/// <summary>The store of states as one silo has it: once the silo is dead, nothing of it is read or written any more.</summary>
internal sealed class MortalStates(IGrainStorage states) : IGrainStorage
{
    private volatile bool _isDead;

    public void Die() => _isDead = true;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check();
        return states.ReadStateAsync(stateName, grainId, grainState);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check();
        return states.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check();
        return states.ClearStateAsync(stateName, grainId, grainState);
    }

    private void Check()
    {
        if (_isDead)
            throw new IOException("The silo is dead.");
    }
}
