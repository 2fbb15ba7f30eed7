using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>The contract on Azurite.</summary>
public sealed class AzureBlobStoreTests(AzuriteFixture fixture) : BlobStoreContract, IClassFixture<AzuriteFixture>
{
    private readonly string _container = fixture.NewContainer();

    protected override IBlobStore Open() => AzureBlobStore.WithConnectionString(fixture.Azurite.ConnectionString, _container);
}
