using System.Collections.Immutable;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>Changes the state and stores it.</summary>
    Task WriteAsync(int number, string? text, ImmutableArray<byte> block, decimal amount);

    /// <summary>Changes the state and does not store it.</summary>
    Task ChangeAsync(int number);

    Task<(int Number, string? Text, ImmutableArray<byte> Block, decimal Amount)> ReadAsync();

    Task<(string? Etag, bool Exists)> VersionAsync();

    Task ClearAsync();

    Task ReloadAsync();

    /// <summary>
    /// Stores the state by its other name in the same place, so that the first name's version is stale, and then by the first.
    /// </summary>
    Task WriteStaleAsync();

    Task EndAsync();
}
