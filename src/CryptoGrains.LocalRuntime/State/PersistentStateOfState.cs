using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace CryptoGrains.LocalRuntime;

/// <summary>A grain's state, with the version that it was last read or written as.</summary>
internal sealed class PersistentState<TState>(Activation activation, string name) : PersistentState, IPersistentState<TState>
{
    private long _version;

    public TState State { get; set; } = Activator.CreateInstance<TState>();

    public string? Etag => StateVersion.ToEtag(_version);

    public bool RecordExists => _version != 0;

    private StateKey Key => new(activation.Address.Class.Name, activation.Address.Key, name);

    private IStateStore Store => activation.Runtime.Store;

    public override async Task ReadStateAsync()
    {
        var stored = await Store.ReadAsync(Key);
        State = (stored is { } found ? Restore(found) : default) ?? Activator.CreateInstance<TState>();
        _version = stored?.Version ?? 0;
    }

    public async Task WriteStateAsync()
    {
        try
        {
            _version = await Store.WriteAsync(Key, StateSerializer.Write(State), _version);
        }
        catch (InconsistentStateException conflict)
        {
            Mark(conflict);
            throw;
        }
    }

    public async Task ClearStateAsync()
    {
        try
        {
            await Store.ClearAsync(Key, _version);
        }
        catch (InconsistentStateException conflict)
        {
            Mark(conflict);
            throw;
        }

        _version = 0;
        State = Activator.CreateInstance<TState>();
    }

    private TState? Restore(StoredState stored)
    {
        try
        {
            return StateSerializer.Read<TState>(stored.Content.Span);
        }
        catch (JsonException failure)
        {
            // The file is whole, so this is a matter of the program, not of the disk: it is not set aside.
            throw new InvalidDataException(
                $"{Key} was stored by a program whose {typeof(TState).Name} differs: {failure.Message}", failure);
        }
    }

    private void Mark(InconsistentStateException conflict)
    {
        activation.Runtime.Metrics.Conflicts.Add(1);
        conflict.StaleActivation = activation;
    }
}
