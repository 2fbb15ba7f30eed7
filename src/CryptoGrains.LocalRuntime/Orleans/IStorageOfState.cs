namespace Orleans.Core;

/// <summary>A grain's stored state.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state in memory. It is stored by <see cref="IStorage.WriteStateAsync()"/>, not by changing it.</summary>
    TState State { get; set; }
}
