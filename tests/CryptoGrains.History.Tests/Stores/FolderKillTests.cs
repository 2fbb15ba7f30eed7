using CryptoGrains.History.Stores;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>Processes write into one folder and are killed; this one looks at what they leave.</summary>
public sealed class FolderKillTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_killed_process_leaves_is_whole_and_what_it_acknowledged_is_there(bool force)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(7);
        var acknowledged = new HashSet<int>();
        for (var round = 0; round < 5; round++)
        {
            using var process = await WritingProcess.StartAsync(folder.Path, force, Cancellation);
            await process.ReadAsync(random.Next(1, 150), Cancellation);
            await process.KillAsync(Cancellation);

            Assert.All(process.Created, number => Assert.True(acknowledged.Add(number), $"{number} was created twice."));
            var names = await WholeNamesAsync(folder.Path);
            Assert.Subset(names, acknowledged.Select(WritingProcess.NameOf).ToHashSet());
        }
    }

    [Fact]
    public async Task Of_two_processes_that_create_the_same_blobs_each_blob_has_one_winner()
    {
        using var folder = new TemporaryFolder();
        using var one = await WritingProcess.StartAsync(folder.Path, force: false, Cancellation);
        using var other = await WritingProcess.StartAsync(folder.Path, force: false, Cancellation);
        await Task.WhenAll(one.ReadAsync(300, Cancellation), other.ReadAsync(300, Cancellation));
        await Task.WhenAll(one.KillAsync(Cancellation), other.KillAsync(Cancellation));

        Assert.Empty(one.Created.Intersect(other.Created));
        var names = await WholeNamesAsync(folder.Path);
        Assert.Subset(names, one.Created.Concat(other.Created).Select(WritingProcess.NameOf).ToHashSet());

        // What was written and not told any more is one blob of each at most.
        Assert.InRange(names.Count, one.Created.Count + other.Created.Count, one.Created.Count + other.Created.Count + 2);
    }

    private static async Task<HashSet<string>> WholeNamesAsync(string folder)
    {
        var store = new FolderBlobStore(folder, force: false);
        var names = new HashSet<string>();
        await foreach (var blob in store.ListAsync("", cancellationToken: Cancellation))
        {
            var content = (await store.ReadAsync(blob.Name, Cancellation))!.Value;
            Assert.Equal(blob.Length, content.Length);
            Assert.True(WritingProcess.IsWhole(content.Span), $"{blob.Name} is not whole.");
            if (blob.Name != "latest")
                Assert.True(names.Add(blob.Name));
        }

        return names;
    }
}
