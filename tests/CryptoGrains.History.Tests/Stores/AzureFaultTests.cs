using System.Diagnostics;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>A store whose requests go wrong never reports what is not so, and hides no failure.</summary>
public sealed class AzureFaultTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
    private static readonly byte[] Others = [1, 2, 3];

    private static readonly AzureBlobLimits Limits = new()
    {
        Call = TimeSpan.FromSeconds(4),
        Try = TimeSpan.FromSeconds(1),
        Retries = 2,
        Delay = TimeSpan.FromMilliseconds(20),
    };

    private readonly string _container = fixture.NewContainer();
    private FaultProxy _proxy = null!;

    private AzureBlobStore Store => AzureBlobStore.WithConnectionString(Azurite.ConnectionStringAt(_proxy.Address), _container, Limits);

    private AzureBlobStore Direct => AzureBlobStore.WithConnectionString(fixture.Azurite.ConnectionString, _container);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await FaultProxy.StartAsync(fixture.Azurite.Address);
        await Direct.TryCreateAsync("there", Content, Cancellation);
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.Stall)]
    [InlineData(Fault.Torn)]
    [InlineData(Fault.Unanswered)]
    public async Task A_fault_that_passes_is_not_noticed(Fault fault)
    {
        await AfterAsync(fault, async () => Assert.Equal(Content, (await Store.ReadAsync("there", Cancellation))!.Value.ToArray()));
        await AfterAsync(fault, async () => Assert.Equal(Content.Length, (await Store.FindAsync("there", Cancellation))!.Value.Length));
        await AfterAsync(fault, async () => Assert.Equal(["there"], await Store.NamesAsync()));
        await AfterAsync(fault, async () =>
        {
            var range = new byte[50_000];
            await Store.ReadRangeAsync("there", 10, range, Cancellation);
            Assert.Equal(Content[10..50_010], range);
        });
        await AfterAsync(fault, async () => Assert.True(await Store.TryCreateAsync("new", Content, Cancellation)));
        await AfterAsync(fault, async () => Assert.False(await Store.TryCreateAsync("new", Content, Cancellation)));
        await AfterAsync(fault, async () => await Store.ReplaceAsync("new", Others, Cancellation));
        Assert.Equal(Others, (await Direct.ReadAsync("new", Cancellation))!.Value.ToArray());
        await AfterAsync(fault, async () => await Store.DeleteAsync("new", Cancellation));
        Assert.Null(await Direct.FindAsync("new", Cancellation));
    }

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.Stall)]
    [InlineData(Fault.Torn)]
    [InlineData(Fault.Unanswered)]
    public async Task A_fault_that_lasts_is_a_failure_within_the_limit(Fault fault)
    {
        _proxy.Faults.Add(fault);
        var calls = new Dictionary<string, Func<Task>>
        {
            ["read"] = async () => await Store.ReadAsync("there", Cancellation),
            ["found"] = async () => await Store.FindAsync("there", Cancellation),
            ["listed"] = async () => await Store.NamesAsync(),
            ["written"] = async () => await Store.TryCreateAsync("new", Content, Cancellation),
            ["deleted"] = async () => await Store.DeleteAsync("nothing", Cancellation),
        };
        // The headers of a torn answer say all that "found" wants to know.
        if (fault == Fault.Torn)
            calls.Remove("found");

        await Task.WhenAll(calls.Select(async call =>
        {
            var watch = Stopwatch.StartNew();
            var failure = await Assert.ThrowsAsync<BlobStoreException>(call.Value);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limits.Call + TimeSpan.FromSeconds(3));
            Assert.Contains($"could not be {call.Key}.", failure.Message);
            Assert.DoesNotContain(Azurite.Key, failure.ToString());
        }));

        if (fault != Fault.Unanswered)
            Assert.Equal(["there"], await Direct.NamesAsync());
        else
            Assert.Equal(Content, (await Direct.ReadAsync("new", Cancellation))!.Value.ToArray());
    }

    [Fact]
    public async Task A_blob_that_someone_else_created_between_two_tries_is_not_ours()
    {
        var stolen = false;
        _proxy.Faults.Add(Fault.Error, request => !stolen && request.Method == "PUT" && Steal(), times: 1);
        Assert.False(await Store.TryCreateAsync("new", Content, Cancellation));
        Assert.Equal(Content, (await Direct.ReadAsync("new", Cancellation))!.Value.ToArray());

        // The same content, by another: only the mark tells the two apart.
        bool Steal() => stolen = Task.Run(async () => await Direct.TryCreateAsync("new", Content)).GetAwaiter().GetResult();
    }

    [Fact]
    public async Task A_mark_that_can_not_be_read_is_a_failure_and_no_guess()
    {
        _proxy.Faults.Add(Fault.Unanswered, request => request.Method == "PUT", times: 1);
        _proxy.Faults.Add(Fault.Error, request => request.Method == "HEAD");
        await Assert.ThrowsAsync<BlobStoreException>(async () => await Store.TryCreateAsync("new", Content, Cancellation));
    }

    [Fact]
    public async Task A_call_that_stalls_can_be_cancelled()
    {
        _proxy.Faults.Add(Fault.Stall);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.TryCreateAsync("new", Content, source.Token));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limits.Try);
    }

    [Fact]
    public async Task Whatever_goes_wrong_what_the_store_says_is_so()
    {
        var random = new Random(5);
        _proxy.Faults.Add(Fault.Unanswered, _ => random.Next(4) == 0);
        _proxy.Faults.Add(Fault.Torn, _ => random.Next(4) == 0);
        _proxy.Faults.Add(Fault.Error, _ => random.Next(4) == 0);
        var (failed, succeeded) = (0, 0);
        for (var i = 0; i < 120; i++)
        {
            var name = $"log/{i / 2:D20}";
            var mine = Content[..random.Next(1, Content.Length)];
            var before = await Direct.ReadAsync(name, Cancellation);
            bool? created = null;
            try
            {
                created = await Store.TryCreateAsync(name, mine, Cancellation);
                succeeded++;
            }
            catch (BlobStoreException)
            {
                failed++;
            }

            var after = await Direct.ReadAsync(name, Cancellation);
            if (before is { } there)
            {
                Assert.NotEqual(true, created);
                Assert.Equal(there.ToArray(), after!.Value.ToArray());
            }
            else if (created is not null)
            {
                Assert.True(created);
                Assert.Equal(mine, after!.Value.ToArray());
            }
            else if (after is { } written)
            {
                Assert.Equal(mine, written.ToArray());
            }
        }

        Assert.True(failed > 0 && succeeded > 0, $"{failed} failed and {succeeded} succeeded: neither way may be missing.");
    }

    /// <summary>Does something whose first request goes wrong.</summary>
    private async Task AfterAsync(Fault fault, Func<Task> work)
    {
        _proxy.Faults.Add(fault, times: 1);
        var before = _proxy.Faults.Requests;
        await work();
        _proxy.Faults.Clear();
        Assert.True(_proxy.Faults.Requests > before, "Nothing went through the proxy.");
    }
}
