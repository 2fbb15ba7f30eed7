using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>The contract on a folder, forced to the disk.</summary>
public sealed class FolderBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IBlobStore Open() => new FolderBlobStore(_folder.Path, force: true);
}
