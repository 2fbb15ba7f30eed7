using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Grains.Pump;
using CryptoGrains.Grains.Symbols;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using Orleans.Runtime.Placement;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Cluster;

/// <summary>Three silos, which come, go and die while trades come in.</summary>
public sealed class ClusterTests : IDisposable
{
    private static readonly Instrument[] Several = [.. Enumerable.Range(0, 24).Select(i => Instrument.Parse($"BINANCE:S{i}USDT"))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_instruments_grain_lives_where_its_partition_is_read()
    {
        await using var cluster = await GrainCluster.StartAsync(_folder.Path, silos: 3);
        await cluster.FeedAsync(Trades(0, 240));

        // Nobody but the pumps calls the grains.
        foreach (var silo in cluster.Silos)
            await silo.Pump.CaughtUpAsync(TestContext.Current.CancellationToken);
        foreach (var instrument in Several)
            Assert.Equal(cluster.ReaderOf(instrument).Address, await cluster.WhereIsAsync(instrument));
    }

    [Fact]
    public async Task A_grain_that_a_reader_woke_elsewhere_goes_where_its_partition_is_read_and_takes_its_candles_along()
    {
        await using (var before = await GrainCluster.StartAsync(_folder.Path, silos: 1))
        {
            await before.FeedAsync(Trades(0, 240));
            await UntilCountedAsync(before, 240);
        }

        // New silos: one that remembers where the grain was would wake it there.
        await using var cluster = await GrainCluster.StartAsync(_folder.Path, silos: 3);
        var instrument = Several[0];
        var reader = cluster.ReaderOf(instrument);
        var elsewhere = cluster.Silos.First(silo => silo != reader);

        RequestContext.Set(IPlacementDirector.PlacementHintKey, elsewhere.Address);
        await elsewhere[instrument].GetStatisticsAsync();
        RequestContext.Clear();
        Assert.Equal(elsewhere.Address, await cluster.WhereIsAsync(instrument));

        await cluster.FeedAsync(Trades(240, 480));
        await GrainCluster.UntilAsync(
            "the grain is where its partition is read",
            async () => reader.Address.Equals(await cluster.WhereIsAsync(instrument)));
        await UntilCountedAsync(cluster, 480);
        await EqualsTheRecomputationAsync(cluster, 480);
    }

    [Fact]
    public async Task A_silo_that_joins_takes_over_partitions_and_their_grains()
    {
        await using var cluster = await GrainCluster.StartAsync(_folder.Path, silos: 2);
        await cluster.FeedAsync(Trades(0, 2_400));
        var feeding = cluster.FeedAsync(Trades(2_400, 9_600));
        var joined = await cluster.JoinAsync();
        await feeding;
        await UntilCountedAsync(cluster, 9_600);

        Assert.Contains(Several, instrument => cluster.ReaderOf(instrument) == joined);
        await GrainCluster.UntilAsync("the grains are where their partitions are read", async () =>
        {
            await cluster.FeedAsync(Several.Select(instrument => Entry(0, 0, instrument: instrument))); // Known: counts nothing, but moves.
            foreach (var instrument in Several)
            {
                if (!cluster.ReaderOf(instrument).Address.Equals(await cluster.WhereIsAsync(instrument)))
                    return false;
            }

            return true;
        });
        await EqualsTheRecomputationAsync(cluster, 9_600);
    }

    [Fact]
    public async Task A_silo_that_stops_in_order_leaves_everything_stored()
    {
        await using var cluster = await GrainCluster.StartAsync(_folder.Path, silos: 3);
        var feeding = cluster.FeedAsync(Trades(0, 9_600));
        await cluster.StopAsync(cluster.Silos[1]);
        await feeding;
        await UntilCountedAsync(cluster, 9_600);
        await EqualsTheRecomputationAsync(cluster, 9_600);
    }

    [Fact]
    public async Task When_a_silo_is_killed_under_load_its_grains_come_up_elsewhere_with_the_candles_of_the_log()
    {
        await using var cluster = await GrainCluster.StartAsync(_folder.Path, silos: 3);
        await cluster.FeedAsync(Trades(0, 2_400));
        await UntilCountedAsync(cluster, 1_200);
        var killed = cluster.Silos[1];
        var lost = Several.Where(instrument => cluster.ReaderOf(instrument) == killed).ToArray();
        Assert.NotEmpty(lost);

        var feeding = cluster.FeedAsync(Trades(2_400, 12_000));
        await cluster.KillAsync(killed);
        await feeding;
        await UntilCountedAsync(cluster, 12_000);

        foreach (var instrument in lost)
            Assert.NotEqual(killed.Address, await cluster.WhereIsAsync(instrument));
        await EqualsTheRecomputationAsync(cluster, 12_000);
    }

    [Fact]
    public async Task A_second_writer_is_refused_and_steps_down()
    {
        await using var cluster = await GrainCluster.StartAsync(_folder.Path, silos: 1);
        await cluster.FeedAsync(Trades(0, 240));
        await UntilCountedAsync(cluster, 240);
        var silo = cluster.Silos[0];
        await silo.Pump.CheckpointAsync(TestContext.Current.CancellationToken);
        var before = await silo[Several[0]].GetCandlesAsync(AllMinutes);

        await WriteAsAnotherActivationAsync(silo, Several[0]);
        await cluster.FeedAsync(Trades(240, 480));
        await UntilCountedAsync(cluster, 480);
        var partition = cluster.Log.PartitionOf(Several[0]);
        await GrainCluster.UntilAsync("the position has passed what was refused", async () =>
            await cluster.Log.ReadPositionAsync(PumpOptions.Reader, partition) == cluster.Log.Bounds(partition).Next);

        var after = await silo[Several[0]].GetCandlesAsync(AllMinutes);
        Assert.NotEqual(before.Version >> 32, after.Version >> 32);
        await EqualsTheRecomputationAsync(cluster, 480);
    }

    private static CandleQuery AllMinutes => new(Interval.OneMinute, null, null, 10_000);

    /// <summary>The trades from a number up to another, by turns of all instruments, one a second in each.</summary>
    private static IEnumerable<LogEntry> Trades(int from, int to) => Enumerable.Range(from, to - from).Select(i =>
        Entry(i / Several.Length, i / Several.Length, price: 100 + (i * 7919 % 100), Several[i % Several.Length]));

    private static async Task UntilCountedAsync(GrainCluster cluster, int trades)
    {
        foreach (var instrument in Several)
        {
            await GrainCluster.UntilAsync($"{instrument} has {trades / Several.Length} trades", async () =>
                await cluster.Silos[^1][instrument].GetStatisticsAsync() is { } statistics && statistics.TotalTrades >= trades / Several.Length);
        }
    }

    private static async Task EqualsTheRecomputationAsync(GrainCluster cluster, int trades)
    {
        foreach (var market in Trades(0, trades).Select(entry => entry.Trade).GroupBy(trade => trade.Instrument))
        {
            var page = await cluster.Silos[0][market.Key].GetCandlesAsync(AllMinutes);
            Assert.Equal(
                Recomputation.Candles(market, Interval.OneMinute).Select(Recomputation.Values),
                page.Candles!.Value.Select(candle => Recomputation.Values(candle)));
        }
    }

    /// <summary>Writes a grain's stored state again, as it is: its version is another one now.</summary>
    private static async Task WriteAsAnotherActivationAsync(GrainCluster.Silo silo, Instrument instrument)
    {
        var state = new GrainState<SymbolState>();
        var id = silo[instrument].GetGrainId();
        await silo.Parts.States.ReadStateAsync("windows", id, state);
        Assert.True(state.RecordExists);
        await silo.Parts.States.WriteStateAsync("windows", id, state);
    }
}
