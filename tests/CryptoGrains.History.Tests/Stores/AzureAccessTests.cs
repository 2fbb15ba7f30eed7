using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>Who may use a store, and what is said to those who may not or find nobody there.</summary>
public sealed class AzureAccessTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private static readonly byte[] Content = [1, 2, 3];

    private readonly string _container = fixture.NewContainer();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_SAS_opens_the_container_and_is_told_nobody()
    {
        await BlobStores.Open($"{fixture.Azurite.ConnectionString}Container={_container}").TryCreateAsync("a", Content, Cancellation);
        var url = Sas(BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1));
        var store = BlobStores.Open(url.ToString());

        Assert.True(await store.TryCreateAsync("b", Content, Cancellation));
        Assert.Equal(["a", "b"], await store.NamesAsync());
        Assert.Equal(Content, (await store.ReadAsync("a", Cancellation))!.Value.ToArray());
        Assert.DoesNotContain("sig", store.Location);
        Assert.DoesNotContain("sig", store.LocationOf("a"));
    }

    [Fact]
    public async Task A_SAS_that_is_over_or_may_not_is_refused_with_a_sentence()
    {
        await BlobStores.Open($"{fixture.Azurite.ConnectionString}Container={_container}").TryCreateAsync("a", Content, Cancellation);
        var over = Sas(BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddHours(-1));
        var readOnly = Sas(BlobContainerSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1));

        var failure = await Assert.ThrowsAsync<BlobStoreException>(
            async () => await BlobStores.Open(over.ToString()).ReadAsync("a", Cancellation));
        AssertRefused(failure, over);
        failure = await Assert.ThrowsAsync<BlobStoreException>(
            async () => await BlobStores.Open(readOnly.ToString()).TryCreateAsync("b", Content, Cancellation));
        AssertRefused(failure, readOnly);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_with_a_sentence()
    {
        const string wrong = "d3Jvbmc=";
        var connectionString = fixture.Azurite.ConnectionString.Replace(Azurite.Key, wrong);
        var failure = await Assert.ThrowsAsync<BlobStoreException>(
            async () => await BlobStores.Open(connectionString).ReadAsync("a", Cancellation));
        Assert.Contains("credentials were refused", failure.Message);
        Assert.DoesNotContain(wrong, failure.ToString());
    }

    [Fact]
    public async Task Stores_that_write_first_at_once_all_find_the_container_made()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
            await BlobStores.Open($"{fixture.Azurite.ConnectionString}Container={_container}")
                .TryCreateAsync($"{i}", Content, Cancellation)));
        Assert.DoesNotContain(false, created);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_a_failure_within_the_limit()
    {
        await using var azurite = await Azurite.StartAsync();
        var store = BlobStores.Open(azurite.ConnectionString);
        Assert.True(await store.TryCreateAsync("a", Content, Cancellation));
        await azurite.KillAsync();

        var watch = Stopwatch.StartNew();
        var calls = new Func<Task>[]
        {
            async () => await store.ReadAsync("a", Cancellation),
            async () => await store.ReadRangeAsync("a", 0, new byte[1], Cancellation),
            async () => await store.FindAsync("a", Cancellation),
            async () => await store.TryCreateAsync("b", Content, Cancellation),
            async () => await store.ReplaceAsync("a", Content, Cancellation),
            async () => await store.DeleteAsync("a", Cancellation),
            async () => await store.NamesAsync(),
        };
        await Task.WhenAll(calls.Select(async call =>
        {
            var failure = await Assert.ThrowsAsync<BlobStoreException>(call);
            Assert.Contains("can't be reached", failure.Message);
            Assert.Contains(store.Location, failure.Message);
            Assert.DoesNotContain(Azurite.Key, failure.ToString());
        }));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AzureBlobLimits.Default.Call + TimeSpan.FromSeconds(5));
    }

    private Uri Sas(BlobContainerSasPermissions permissions, DateTimeOffset until) =>
        new BlobContainerClient(fixture.Azurite.ConnectionString, _container).GenerateSasUri(permissions, until);

    private static void AssertRefused(BlobStoreException failure, Uri url)
    {
        Assert.Contains("credentials were refused", failure.Message);
        var signature = new BlobUriBuilder(url).Sas.Signature;
        Assert.DoesNotContain(signature, failure.ToString());
        Assert.DoesNotContain(Uri.EscapeDataString(signature), failure.ToString());
    }
}
