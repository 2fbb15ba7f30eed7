namespace CryptoGrains.Columnar.Tests.Storage;

/// <summary>A call to a store.</summary>
/// <param name="Operation">What it is asked to do.</param>
/// <param name="Name">The blob, or the prefix of a listing.</param>
public readonly record struct StoreCall(StoreOperation Operation, string Name);
