using System.Collections.Concurrent;
using System.Text.Json;
using Orleans.Storage;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>States of grains, kept while silos come and go.</summary>
public sealed class StoredStates : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), (string Etag, byte[] Content)> _states = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var exists = _states.TryGetValue((stateName, grainId), out var stored);
        grainState.RecordExists = exists;
        grainState.ETag = exists ? stored.Etag : null;
        grainState.State = exists ? JsonSerializer.Deserialize<T>(stored.Content)! : Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check(stateName, grainId, grainState);
        var etag = Guid.NewGuid().ToString("N");
        _states[(stateName, grainId)] = (etag, JsonSerializer.SerializeToUtf8Bytes(grainState.State));
        grainState.ETag = etag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check(stateName, grainId, grainState);
        _states.TryRemove((stateName, grainId), out _);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    private void Check<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = _states.TryGetValue((stateName, grainId), out var found) ? found.Etag : null;
        if (stored != grainState.ETag)
            throw new InconsistentStateException("Another version is stored.", stored, grainState.ETag);
    }
}
