namespace CryptoGrains.LocalRuntime;

/// <summary>A state as it is stored, with its version, which is never 0.</summary>
internal readonly record struct StoredState(long Version, ReadOnlyMemory<byte> Content);
