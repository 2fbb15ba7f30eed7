using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>The contract on a folder, forced to the disk, and what only a folder does.</summary>
public sealed class FolderBlobStoreTests : BlobStoreContract, IDisposable
{
    private static readonly byte[] Content = [1, 2, 3];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    protected override IBlobStore Open() => new FolderBlobStore(_folder.Path, force: true);

    [Fact]
    public async Task A_store_that_is_only_read_makes_nothing()
    {
        var path = Path.Join(_folder.Path, "not", "there");
        var store = new FolderBlobStore(path, force: true);
        Assert.Null(await store.ReadAsync("a", Cancellation));
        Assert.Empty(await store.NamesAsync("a/"));
        await store.DeleteAsync("a", Cancellation);
        Assert.False(Directory.Exists(path));

        Assert.True(await store.TryCreateAsync("a", Content, Cancellation));
        Assert.Equal(Content, File.ReadAllBytes(Path.Join(path, "a")));
    }

    [Fact]
    public async Task Old_leftovers_are_removed_by_the_first_write_and_never_listed()
    {
        var unfinished = Directory.CreateDirectory(Path.Join(_folder.Path, ".writing")).FullName;
        var (old, young) = (Path.Join(unfinished, "old"), Path.Join(unfinished, "young"));
        await File.WriteAllBytesAsync(old, Content, Cancellation);
        await File.WriteAllBytesAsync(young, Content, Cancellation);
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddMinutes(-61));
        File.SetLastWriteTimeUtc(young, DateTime.UtcNow.AddMinutes(-59));

        var store = Open();
        Assert.Empty(await store.NamesAsync());
        Assert.True(File.Exists(old));
        Assert.True(await store.TryCreateAsync("a", Content, Cancellation));

        Assert.Equal(["a"], await store.NamesAsync());
        Assert.Equal([young], Directory.GetFiles(unfinished));
    }

    [Theory]
    [InlineData(".writing")]
    [InlineData(".writing/a")]
    public async Task The_folder_of_unfinished_files_is_out_of_reach(string name)
    {
        await Assert.ThrowsAsync<BlobStoreException>(async () => await Open().TryCreateAsync(name, Content, Cancellation));
        Assert.True(await Open().TryCreateAsync(".writing-here/a", Content, Cancellation));
    }

    [Fact]
    public async Task Nothing_unfinished_stays_behind()
    {
        var store = Open();
        Assert.True(await store.TryCreateAsync("a", Content, Cancellation));
        Assert.False(await store.TryCreateAsync("a", Content, Cancellation));
        await store.ReplaceAsync("a", Content, Cancellation);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Join(_folder.Path, ".writing")));
    }

    [Fact]
    public async Task A_folder_that_someone_removed_is_made_again()
    {
        var store = Open();
        Assert.True(await store.TryCreateAsync("a/b/c", Content, Cancellation));
        Directory.Delete(Path.Join(_folder.Path, "a"), recursive: true);
        Assert.True(await store.TryCreateAsync("a/b/c", Content, Cancellation));

        Directory.Delete(_folder.Path, recursive: true);
        await store.ReplaceAsync("a/b/d", Content, Cancellation);
        Assert.Equal(["a/b/d"], await store.NamesAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task Staging_makes_folders_that_are_not_there_again_too_and_what_is_missing_can_not_be_forced_by_itself(int blobs)
    {
        var store = new FolderBlobStore(Path.Join(_folder.Path, "new"), force: true);
        string[] names = [.. Enumerable.Range(0, blobs).Select(i => $"{i}")];
        foreach (var name in names)
            Assert.True(await store.TryStageAsync(name, Content, Cancellation));
        Directory.Delete(store.Location, recursive: true);
        var failure = await Assert.ThrowsAsync<BlobStoreException>(async () => await store.ForceAsync(names, Cancellation));
        Assert.Contains("could not be forced to the disk", failure.Message);

        foreach (var name in names)
            Assert.True(await store.TryStageAsync("a/b/" + name, Content, Cancellation));
        await store.ForceAsync([.. names.Select(name => "a/b/" + name)], Cancellation);
    }

    [Fact]
    public async Task A_blob_and_a_folder_can_not_have_one_name()
    {
        var store = Open();
        Assert.True(await store.TryCreateAsync("a/b", Content, Cancellation));

        var isTaken = await Assert.ThrowsAsync<BlobStoreException>(async () => await store.TryStageAsync("a", Content, Cancellation));
        Assert.Contains("it is a folder with other blobs", isTaken.Message);
        var isFolder = await Assert.ThrowsAsync<BlobStoreException>(async () => await store.TryCreateAsync("a", Content, Cancellation));
        Assert.Contains("it is a folder with other blobs", isFolder.Message);
        isFolder = await Assert.ThrowsAsync<BlobStoreException>(async () => await store.ReplaceAsync("a", Content, Cancellation));
        Assert.Contains("it is a folder with other blobs", isFolder.Message);
        foreach (var below in new[] { "a/b/c", "a/b/c/d", "a/b/c/d/e" })
        {
            var isFile = await Assert.ThrowsAsync<BlobStoreException>(async () => await store.TryCreateAsync(below, Content, Cancellation));
            Assert.Contains("a file and no folder", isFile.Message);
        }

        Assert.Equal(["a/b"], await store.NamesAsync());
    }

    [Fact]
    public async Task A_path_too_long_for_the_file_system_is_an_error_with_a_sentence()
    {
        var failure = await Assert.ThrowsAsync<BlobStoreException>(
            async () => await Open().TryCreateAsync(new string('a', 300), Content, Cancellation));
        Assert.Contains("longer than the file system allows", failure.Message);
    }

    [Theory]
    [InlineData(28, "make room")]
    [InlineData(122, "quota")]
    [InlineData(30, "read-only")]
    [InlineData(13, "no permission")]
    [InlineData(18, "another file system")]
    [InlineData(5, "could not be written")]
    public void A_refusal_of_the_file_system_is_a_sentence(int errorNumber, string expected)
    {
        var failure = FolderErrors.Sentence("/data/a", "written", new IOException("Input/output error") { HResult = errorNumber });
        Assert.StartsWith("/data/a could not be written. ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message);
    }

    [Fact]
    public async Task A_folder_with_more_names_than_a_page_is_listed_whole()
    {
        var store = new FolderBlobStore(_folder.Path, force: false);
        string[] names = [.. Enumerable.Range(0, 700).Select(i => $"log/{i:D20}.json")];
        foreach (var name in names)
            await store.TryCreateAsync(name, Content, Cancellation);

        Assert.Equal(names, await store.NamesAsync());
        Assert.Equal(names[300..], await store.NamesAsync("log/", names[299]));
        Assert.Equal(names[..256], await store.ListAsync("log/").Take(256).Select(blob => blob.Name).ToListAsync(Cancellation));
    }
}
