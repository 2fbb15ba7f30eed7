namespace CryptoGrains.LocalRuntime;

/// <summary>Keeps states as long as the process lives.</summary>
internal sealed class MemoryStateStore : IStateStore
{
    private readonly Dictionary<StateKey, StoredState> _states = [];

    public ValueTask<StoredState?> ReadAsync(StateKey key)
    {
        lock (_states)
            return new(_states.TryGetValue(key, out var stored) ? stored : null);
    }

    public ValueTask<long> WriteAsync(StateKey key, ReadOnlyMemory<byte> content, long version)
    {
        lock (_states)
        {
            StateVersion.Check(key, _states.GetValueOrDefault(key).Version, version);
            var next = StateVersion.Next();
            _states[key] = new StoredState(next, content.ToArray());
            return new(next);
        }
    }

    public ValueTask ClearAsync(StateKey key, long version)
    {
        lock (_states)
        {
            StateVersion.Check(key, _states.GetValueOrDefault(key).Version, version);
            _states.Remove(key);
            return default;
        }
    }
}
