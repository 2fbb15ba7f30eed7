using CryptoGrains.History.Stores;
using CryptoGrains.History.Tables;

namespace CryptoGrains.Host.Nodes;

/// <summary>The history of a data folder, or of the store that is named.</summary>
internal sealed record HistoryStore(HistoryTables Tables)
{
    /// <summary>Opens it; it is made when something is first written.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="blobs">The store; the folder <c>history</c> of the data folder where it is null.</param>
    /// <param name="time">The clock of commits.</param>
    /// <param name="force">Whether files of a folder are forced to the disk.</param>
    /// <exception cref="NodeSetupException">The store's name means nothing: the sentence says what can be written.</exception>
    public static HistoryStore Open(string data, string? blobs, TimeProvider time, bool force = true)
    {
        try
        {
            return new HistoryStore(new HistoryTables(BlobStores.Open(blobs ?? Path.Combine(data, "history"), force), time));
        }
        catch (FormatException mistake)
        {
            throw new NodeSetupException([mistake.Message]);
        }
    }
}
