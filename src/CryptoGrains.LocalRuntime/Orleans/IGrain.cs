using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// The base of every grain interface. Its methods return <see cref="Task"/> or <see cref="ValueTask"/>, with a result or
/// without.
/// </summary>
public interface IGrain : IAddressable;
