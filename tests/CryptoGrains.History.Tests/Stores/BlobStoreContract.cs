using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>What every blob store promises. Each test gets a store of its own, empty.</summary>
public abstract class BlobStoreContract
{
    private static readonly byte[] Content = "open,high,low,close"u8.ToArray();

    /// <summary>Opens the test's store once more, as another process would.</summary>
    protected abstract IBlobStore Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => new(
        "plain", "a/b/c/d/e/f", "symbol=BINANCE%3ABTCUSDT/year=2024/part-00.parquet", "100%/50 %25 of it",
        "with blank/ leading blank", "größe/価格/цена/🚀", "_delta_log/00000000000000000000.json", "a+b&c;d,e@f!g'h(i)#j~k$l", ".hidden/x");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_is_kept_to_the_letter(string name)
    {
        var store = Open();
        Assert.True(await store.TryCreateAsync(name, Content, Cancellation));

        Assert.Equal(Content, (await store.ReadAsync(name, Cancellation))!.Value.ToArray());
        Assert.Equal(name, (await store.FindAsync(name, Cancellation))!.Value.Name);
        Assert.Equal([name], await store.NamesAsync());
        Assert.Equal([name], await store.NamesAsync(name[..(name.Length / 2)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("a\\..\\b")]
    [InlineData("BINANCE:BTCUSDT")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("a?b")]
    [InlineData("a.")]
    [InlineData("a /b")]
    [InlineData("half\ud83d")]
    public async Task A_name_that_is_none_is_refused_by_every_call(string name)
    {
        var store = Open();
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.TryCreateAsync(name, Content, Cancellation));
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.TryStageAsync(name, Content, Cancellation));
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.ReplaceAsync(name, Content, Cancellation));
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.ReadAsync(name, Cancellation));
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.ReadRangeAsync(name, 0, new byte[1], Cancellation));
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.FindAsync(name, Cancellation));
        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.DeleteAsync(name, Cancellation));
        Assert.Throws<BlobStoreException>(() => store.LocationOf(name));
        Assert.Empty(await store.NamesAsync());
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_with_a_sentence()
    {
        var failure = await Assert.ThrowsAsync<BlobStoreException>(
            async () => await Open().TryCreateAsync(new string('a', 1_025), Content, Cancellation));
        Assert.Contains("1025 characters", failure.Message);
    }

    [Fact]
    public async Task Of_many_that_create_a_blob_at_once_one_succeeds_and_its_content_stays()
    {
        for (var round = 0; round < 8; round++)
        {
            var name = $"_delta_log/{round:D20}.json";
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writers = Enumerable.Range(0, 16).Select(async writer =>
            {
                var store = Open();
                await start.Task;
                return await store.TryCreateAsync(name, Filled(10_000, (byte)writer), Cancellation);
            }).ToArray();
            start.SetResult();
            var won = await Task.WhenAll(writers);

            var winner = Assert.Single(Enumerable.Range(0, 16), writer => won[writer]);
            Assert.Equal(Filled(10_000, (byte)winner), (await Open().ReadAsync(name, Cancellation))!.Value.ToArray());
        }
    }

    [Fact]
    public async Task What_one_created_everyone_sees_at_once()
    {
        var (here, there) = (Open(), Open());
        Assert.Null(await there.ReadAsync("a/b", Cancellation));
        Assert.True(await here.TryCreateAsync("a/b", Content, Cancellation));

        Assert.Equal(Content, (await there.ReadAsync("a/b", Cancellation))!.Value.ToArray());
        Assert.Equal(["a/b"], await there.NamesAsync());
        Assert.False(await there.TryCreateAsync("a/b", Filled(3, 1), Cancellation));
        Assert.False(await there.TryCreateAsync("a/b", Content, Cancellation));
        Assert.Equal(Content, (await here.ReadAsync("a/b", Cancellation))!.Value.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task What_is_staged_and_forced_is_there_as_if_it_was_created(int blobs)
    {
        var store = Open();
        string[] names = [.. Enumerable.Range(0, blobs).Select(i => $"a/{i:00}/b")];
        foreach (var name in names)
            Assert.True(await store.TryStageAsync(name, Content, Cancellation));
        await store.ForceAsync(names, Cancellation);

        Assert.Equal(names, await Open().NamesAsync());
        foreach (var name in names)
        {
            Assert.False(await store.TryStageAsync(name, Filled(3, 1), Cancellation));
            Assert.False(await store.TryCreateAsync(name, Filled(3, 1), Cancellation));
            Assert.Equal(Content, (await Open().ReadAsync(name, Cancellation))!.Value.ToArray());
        }
    }

    [Fact]
    public async Task A_reader_finds_the_old_content_or_the_new()
    {
        var store = Open();
        await store.ReplaceAsync("state", Filled(1, 1), Cancellation);
        var writing = Task.Run(async () =>
        {
            for (var i = 2; i <= 60; i++)
                await store.ReplaceAsync("state", Filled(i * 1_000, (byte)i), Cancellation);
        });
        while (!writing.IsCompleted)
        {
            var found = (await store.ReadAsync("state", Cancellation))!.Value.ToArray();
            Assert.Equal(Filled(found.Length, found[0]), found);
            Assert.Equal(found[0] == 1 ? 1 : found[0] * 1_000, found.Length);
        }

        await writing;
        Assert.Equal(Filled(60_000, 60), (await store.ReadAsync("state", Cancellation))!.Value.ToArray());
    }

    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(9_999, 1)]
    [InlineData(4_321, 1_234)]
    [InlineData(10_000, 0)]
    public async Task A_range_is_the_blobs_bytes_from_there_on(int offset, int length)
    {
        var store = Open();
        var content = Random(10_000);
        await store.TryCreateAsync("a", content, Cancellation);

        var into = new byte[length];
        await store.ReadRangeAsync("a", offset, into, Cancellation);
        Assert.Equal(content[offset..(offset + length)], into);
    }

    [Theory]
    [InlineData(0, 10_001)]
    [InlineData(10_000, 1)]
    [InlineData(9_999, 2)]
    [InlineData(20_000, 1)]
    [InlineData(long.MaxValue, 1)]
    public async Task A_range_that_is_not_in_the_blob_is_an_error(long offset, int length)
    {
        var store = Open();
        await store.TryCreateAsync("a", Random(10_000), Cancellation);
        var failure = await Assert.ThrowsAsync<BlobStoreException>(
            async () => await store.ReadRangeAsync("a", offset, new byte[length], Cancellation));
        Assert.Contains(store.LocationOf("a"), failure.Message);
    }

    [Fact]
    public async Task What_is_not_there_is_null_or_an_error_for_a_range()
    {
        var store = Open();
        await store.TryCreateAsync("folder/blob", Content, Cancellation);
        foreach (var name in new[] { "nothing", "no/thing", "folder", "folder/blob/below" })
        {
            Assert.Null(await store.ReadAsync(name, Cancellation));
            Assert.Null(await store.FindAsync(name, Cancellation));
            await store.DeleteAsync(name, Cancellation);
            var failure = await Assert.ThrowsAsync<BlobStoreException>(
                async () => await store.ReadRangeAsync(name, 0, new byte[1], Cancellation));
            Assert.Contains("no such blob", failure.Message);
        }

        Assert.Equal(["folder/blob"], await store.NamesAsync());
    }

    [Fact]
    public async Task Names_come_in_ordinal_order_from_a_prefix_on_and_after_one()
    {
        var store = Open();
        string[] names =
        [
            "a", "a b", "a%", "a+", "a-b/c", "a.json", "b/c/d", "b/c/e", "b/c-d", "b/c.x", "b/cc", "B/c", "b1", "c/1", "c/10", "c/2",
            "symbol=A%3AB/year=2023/x", "symbol=A%3AB/year=2024/x", "symbol=A/year=2023/x", "z/ä", "z/z", "z/価",
        ];
        foreach (var name in names)
            Assert.True(await store.TryCreateAsync(name, Content, Cancellation));

        Array.Sort(names, StringComparer.Ordinal);
        string[] bounds = [.. names, "b", "b/", "b/c", "b/c/", "c/1", "s", "symbol=A", "symbol=A%", "nothing/", "~"];
        foreach (var prefix in bounds.Append(""))
        {
            foreach (var after in bounds.Append(null))
            {
                var expected = names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                    .Where(name => after is null || string.CompareOrdinal(name, after) > 0);
                Assert.Equal(expected, await store.NamesAsync(prefix, after));
            }
        }
    }

    [Fact]
    public async Task A_listing_says_the_length_and_when_it_was_written()
    {
        var store = Open();
        var before = DateTimeOffset.UtcNow;
        await store.TryCreateAsync("a/b", Random(1_234), Cancellation);
        var after = DateTimeOffset.UtcNow;

        var listed = Assert.Single(await store.ListAsync("", cancellationToken: Cancellation).ToListAsync(Cancellation));
        var found = (await store.FindAsync("a/b", Cancellation))!.Value;
        foreach (var info in new[] { listed, found })
        {
            Assert.Equal(("a/b", 1_234), (info.Name, info.Length));
            // A store may keep whole seconds.
            Assert.InRange(info.LastModified, before.AddSeconds(-1), after.AddSeconds(1));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("a//")]
    [InlineData("../")]
    [InlineData("a\0")]
    public async Task A_prefix_that_no_name_has_is_refused(string prefix) =>
        await Assert.ThrowsAsync<BlobStoreException>(async () => await Open().NamesAsync(prefix));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20 << 20)]
    public async Task A_blob_of_any_size_comes_back_as_it_was(int length)
    {
        var store = Open();
        var content = Random(length);
        Assert.True(await store.TryCreateAsync("big", content, Cancellation));
        await store.ReplaceAsync("replaced", content, Cancellation);

        foreach (var name in new[] { "big", "replaced" })
        {
            var read = (await store.ReadAsync(name, Cancellation))!.Value;
            Assert.True(read.Span.SequenceEqual(content));
            Assert.Equal(length, (await store.FindAsync(name, Cancellation))!.Value.Length);
            await store.ReadRangeAsync(name, length, Memory<byte>.Empty, Cancellation);
        }
    }

    [Fact]
    public async Task A_blob_is_replaced_and_deleted()
    {
        var store = Open();
        await store.ReplaceAsync("a/b", Filled(5_000, 1), Cancellation);
        await store.ReplaceAsync("a/b", Filled(3, 2), Cancellation);
        Assert.Equal(Filled(3, 2), (await store.ReadAsync("a/b", Cancellation))!.Value.ToArray());

        await store.DeleteAsync("a/b", Cancellation);
        await store.DeleteAsync("a/b", Cancellation);
        Assert.Null(await store.ReadAsync("a/b", Cancellation));
        Assert.Empty(await store.NamesAsync());
        Assert.True(await store.TryCreateAsync("a/b", Content, Cancellation));
        Assert.Equal(Content, (await store.ReadAsync("a/b", Cancellation))!.Value.ToArray());
    }

    [Fact]
    public async Task A_call_that_is_cancelled_does_nothing()
    {
        var store = Open();
        await store.TryCreateAsync("a", Content, Cancellation);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var cancelled = source.Token;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.TryCreateAsync("b", Content, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ReplaceAsync("a", new byte[1], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.DeleteAsync("a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ReadAsync("a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.FindAsync("a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.ReadRangeAsync("a", 0, new byte[1], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.ListAsync("", cancellationToken: cancelled).ToListAsync(Cancellation));

        Assert.Equal(["a"], await store.NamesAsync());
        Assert.Equal(Content, (await store.ReadAsync("a", Cancellation))!.Value.ToArray());
    }

    [Fact]
    public async Task An_empty_store_has_no_names() => Assert.Empty(await Open().NamesAsync());

    [Fact]
    public void A_blobs_location_begins_with_the_stores()
    {
        var store = Open();
        Assert.StartsWith(store.Location, store.LocationOf("a/b"), StringComparison.Ordinal);
        Assert.EndsWith("a/b", store.LocationOf("a/b").Replace('\\', '/'), StringComparison.Ordinal);
    }

    protected static byte[] Filled(int length, byte with) => [.. Enumerable.Repeat(with, length)];

    protected static byte[] Random(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }
}
