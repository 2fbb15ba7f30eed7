using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>A listing's names in one go.</summary>
internal static class BlobStoreNames
{
    public static async Task<IReadOnlyList<string>> NamesAsync(this IBlobStore store, string prefix = "", string? after = null) =>
        await store.ListAsync(prefix, after, TestContext.Current.CancellationToken).Select(blob => blob.Name)
            .ToListAsync(TestContext.Current.CancellationToken);
}
