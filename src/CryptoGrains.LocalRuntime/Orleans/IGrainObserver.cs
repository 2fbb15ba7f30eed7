using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of the interfaces of objects outside the grains that grains can call.</summary>
public interface IGrainObserver : IAddressable;
