using System.Collections.Concurrent;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Crash;

/// <summary>What the run does where nothing crashes: what every other run is measured by.</summary>
internal sealed class CrashFreeRun
{
    private static readonly Lazy<Task<CrashFreeRun>> Only = new(() => MakeAsync(CancellationToken.None));

    private readonly MemoryStore _before;
    private readonly Dictionary<string, HashSet<string>> _published = [];
    private readonly Dictionary<string, string> _last = [];

    private CrashFreeRun(MemoryStore before) => _before = before;

    /// <summary>How many blobs it writes.</summary>
    public int Writes { get; private set; }

    /// <summary>Their names.</summary>
    public ConcurrentBag<string> Blobs { get; } = [];

    /// <summary>The version of each table before it; -1 where there was none.</summary>
    public Dictionary<string, long> VersionsBefore { get; } = [];

    /// <summary>The folders of the tables that it publishes.</summary>
    public List<string> Folders { get; } = [];

    /// <summary>Runs it, once for all tests.</summary>
    public static Task<CrashFreeRun> GetAsync() => Only.Value;

    /// <summary>Puts the history as it was before the run into an empty store.</summary>
    public Task PrepareAsync(IBlobStore store, CancellationToken cancellationToken) => CopyAsync(_before, store, cancellationToken);

    /// <summary>Each table is one of the versions that were published, whole.</summary>
    public async Task AssertWholeAsync(IBlobStore store, string when, CancellationToken cancellationToken)
    {
        foreach (var table in CrashedHistory.Open(store).All)
        {
            var rows = await TableRows.ReadAsync(store, table, await table.LatestAsync(cancellationToken: cancellationToken), cancellationToken);
            Assert.True(_published[table.Folder].Contains(rows), $"{when}: the rows of {table.Folder} are those of no version:\n{rows}");
        }
    }

    /// <summary>Each table is as it should be after the run, and after vacuum there is no data file that it does not name.</summary>
    public async Task AssertDoneAsync(IBlobStore store, string when, CancellationToken cancellationToken)
    {
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in CrashedHistory.OpenLater(store).All)
        {
            await table.VacuumAsync(cancellationToken);
            var latest = await table.LatestAsync(cancellationToken: cancellationToken);
            var rows = await TableRows.ReadAsync(store, table, latest, cancellationToken);
            Assert.True(_last[table.Folder] == rows, $"{when}: the rows of {table.Folder} are\n{rows}\nand should be\n{_last[table.Folder]}");
            named.UnionWith((latest?.Files.Keys ?? []).Select(path => $"{table.Folder}/{path}"));
        }

        var found = new List<string>();
        await foreach (var blob in store.ListAsync(string.Empty, cancellationToken: cancellationToken))
        {
            if (!blob.Name.Contains("/_delta_log/", StringComparison.Ordinal))
                found.Add(blob.Name);
        }

        Assert.True(named.SetEquals(found), $"{when}: no version names {string.Join(", ", found.Except(named))}.");
    }

    private static async Task<CrashFreeRun> MakeAsync(CancellationToken cancellationToken)
    {
        var before = await CrashedHistory.PrepareAsync(cancellationToken);
        var made = new CrashFreeRun(before);
        var store = new MemoryStore();
        await CopyAsync(before, store, cancellationToken);
        foreach (var table in CrashedHistory.Open(store).All)
            made.VersionsBefore.Add(table.Folder, (await table.LatestAsync(cancellationToken: cancellationToken))?.Version ?? -1);

        using var counting = new FaultyBlobStore(store);
        counting.BeforeWrite = (_, blob) => made.Blobs.Add(blob);
        await CrashedHistory.RunAsync(counting, cancellationToken);
        made.Writes = counting.Writes;
        var tables = CrashedHistory.Open(store);
        foreach (var table in tables.All)
        {
            var latest = await table.LatestAsync(cancellationToken: cancellationToken);
            made._published.Add(table.Folder, latest is null ? [string.Empty] : []);
            for (var version = made.VersionsBefore[table.Folder]; version <= latest?.Version; version++)
                made._published[table.Folder].Add(await TableRows.ReadAsync(store, table, await table.AtAsync(version, cancellationToken), cancellationToken));
            made._last.Add(table.Folder, await TableRows.ReadAsync(store, table, latest, cancellationToken));
            if (latest?.Version > made.VersionsBefore[table.Folder])
                made.Folders.Add(table.Folder);
        }

        // What the others are measured by is itself right: every record of the log is there once.
        var trades = (await tables.Trades.LatestAsync(cancellationToken: cancellationToken))!;
        Assert.Equal(
            StoredTrade.Ordered(CrashedHistory.Log().Trades.Select(record => StoredTrade.Of(record.Trade, record.Partition))),
            await StoredTrade.ReadAsync(tables.Trades, trades));
        Assert.Equal(tables.All.Count() - 1, made.Folders.Count);
        Assert.DoesNotContain(TableNames.Klines, made.Folders);
        return made;
    }

    private static async Task CopyAsync(MemoryStore from, IBlobStore to, CancellationToken cancellationToken)
    {
        foreach (var name in from.Names)
            Assert.True(await to.TryCreateAsync(name, (await from.ReadAsync(name, cancellationToken))!.Value, cancellationToken));
    }
}
