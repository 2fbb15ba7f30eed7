namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>A call of a blob store.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Name">The blob's name, or the prefix of a listing.</param>
public sealed record StoreCall(StoreCallKind Kind, string Name);
