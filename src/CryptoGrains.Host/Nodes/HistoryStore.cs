using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;

namespace CryptoGrains.Host.Nodes;

/// <summary>Opens the store of the history.</summary>
internal static class HistoryStore
{
    /// <summary>Opens the store that is named, or the folder <c>history</c> of the data folder.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="blobs">The store; null for the data folder.</param>
    /// <param name="force">Whether files of a folder are forced to the disk.</param>
    /// <exception cref="NodeSetupException">The store's name means nothing: the sentence says what can be written.</exception>
    public static IBlobStore Open(string data, string? blobs, bool force = true)
    {
        try
        {
            return BlobStores.Open(blobs ?? Path.Combine(data, "history"), force);
        }
        catch (BlobStoreException mistake)
        {
            throw new NodeSetupException([mistake.Message]);
        }
    }
}
