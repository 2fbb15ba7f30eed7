using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;

namespace CryptoGrains.History.Tests.Stores;

public sealed class BlobStoresTests
{
    private const string Secret = "c2VjcmV0c2VjcmV0";
    private const string Sas = "sv=2024-05-04&sr=c&sp=racwdl&se=2030-01-01T00%3A00%3A00Z&sig=" + Secret;

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10000/devstoreaccount1/cryptograins")]
    [InlineData(" usedevelopmentstorage=true;container=other-one; ", "http://127.0.0.1:10000/devstoreaccount1/other-one")]
    [InlineData(
        $"DefaultEndpointsProtocol=https;AccountName=me;AccountKey={Secret};EndpointSuffix=core.windows.net",
        "https://me.blob.core.windows.net/cryptograins")]
    [InlineData(
        $"BlobEndpoint=https://me.blob.core.windows.net/;SharedAccessSignature={Sas};Container=mine",
        "https://me.blob.core.windows.net/mine")]
    [InlineData("https://me.blob.core.windows.net/mine", "https://me.blob.core.windows.net/mine")]
    [InlineData("https://me.blob.core.windows.net", "https://me.blob.core.windows.net/cryptograins")]
    [InlineData($"https://me.blob.core.windows.net/mine?{Sas}", "https://me.blob.core.windows.net/mine")]
    [InlineData($"http://127.0.0.1:10000/devstoreaccount1/mine?{Sas}", "http://127.0.0.1:10000/devstoreaccount1/mine")]
    public void A_service_is_opened_without_asking_it(string spec, string location)
    {
        var store = BlobStores.Open(spec);
        Assert.IsType<AzureBlobStore>(store);
        Assert.Equal(location, store.Location);
        Assert.Equal(location + "/symbol%3DA%253AB/%C3%A4%20b", store.LocationOf("symbol=A%3AB/ä b").Replace("symbol=", "symbol%3D"));
    }

    [Theory]
    [InlineData("data/history")]
    [InlineData("/data/history;b=c")]
    [InlineData("symbol=A")]
    public void Anything_else_is_a_folder(string spec)
    {
        var store = BlobStores.Open(spec);
        Assert.IsType<FolderBlobStore>(store);
        Assert.Equal(Path.GetFullPath(spec), store.Location);
    }

    [Theory]
    [InlineData("", "No store is named")]
    [InlineData("  ", "No store is named")]
    [InlineData("UseDevelopmentStorage=true;Container=Not_One", "'Not_One' is no container's name")]
    [InlineData("UseDevelopmentStorage=true;Container=a", "'a' is no container's name")]
    [InlineData($"AccountName=me;AccountKey={Secret}=;Container=two--hyphens", "'two--hyphens' is no container's name")]
    [InlineData($"AccountName=me;AccountKey=not base 64 {Secret}", "the settings AccountName, AccountKey")]
    [InlineData($"AccountKey={Secret}", "connection string is none")]
    [InlineData($"AccountName=me;AccountKey={Secret};{Secret}", "connection string is none")]
    [InlineData("s3://bucket/folder", "s3://bucket/folder can't be opened")]
    [InlineData("http://me.blob.core.windows.net/mine", "http only on this machine")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1/mine", "so give a SAS")]
    [InlineData($"https://me:{Secret}@me.blob.core.windows.net/mine", "has a user or a password")]
    [InlineData($"https://me.blob.core.windows.net/mine/folder?{Sas}", "leave '/folder' out")]
    [InlineData($"https://me.blob.core.windows.net/mine?key={Secret}", "is no SAS")]
    [InlineData("https://", "The store's URL is none")]
    public void A_mistake_is_a_sentence_without_the_secret(string spec, string expected)
    {
        var failure = Assert.Throws<BlobStoreException>(() => BlobStores.Open(spec));
        Assert.Contains(expected, failure.Message);
        Assert.DoesNotContain(Secret, failure.ToString());
    }
}
