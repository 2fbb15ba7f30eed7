namespace Orleans.Core;

/// <summary>A grain's stored state, without its content.</summary>
public interface IStorage
{
    /// <summary>The version that is known to be stored, or null.</summary>
    string? Etag { get; }

    /// <summary>Whether a state is stored.</summary>
    bool RecordExists { get; }

    /// <summary>Deletes the stored state and starts from an empty one.</summary>
    /// <exception cref="Storage.InconsistentStateException">Another version is stored than the one last read or
    /// written.</exception>
    Task ClearStateAsync();

    /// <summary>Stores the state.</summary>
    /// <exception cref="Storage.InconsistentStateException">Another version is stored than the one last read or
    /// written.</exception>
    Task WriteStateAsync();

    /// <summary>Replaces the state by the stored one; by an empty one where none is stored.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
