namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>A request that goes through the fault proxy.</summary>
/// <param name="Method">GET, PUT, …</param>
/// <param name="Target">Its path and query, as they were sent.</param>
public sealed record ProxiedRequest(string Method, string Target);
