using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>
/// State that a grain's constructor asks for by <see cref="PersistentStateAttribute"/>. It is read before
/// <c>OnActivateAsync</c>.
/// </summary>
public interface IPersistentState<TState> : IStorage<TState>;
