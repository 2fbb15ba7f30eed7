namespace CryptoGrains.LocalRuntime;

/// <summary>Keeps the states of grains, each with a version that every write changes.</summary>
internal interface IStateStore
{
    /// <summary>The stored state; null where there is none.</summary>
    ValueTask<StoredState?> ReadAsync(StateKey key);

    /// <summary>Stores a state in place of the version given; 0 stands for none.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another version is stored.</exception>
    ValueTask<long> WriteAsync(StateKey key, ReadOnlyMemory<byte> content, long version);

    /// <summary>Deletes a state of the version given.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another version is stored.</exception>
    ValueTask ClearAsync(StateKey key, long version);
}
