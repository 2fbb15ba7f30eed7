using System.Text.Json;
using CryptoGrains.Gateway.Push.Cluster;
using CryptoGrains.Gateway.Tests.Push;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Grains.Tests.Cluster;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Tests.Cluster;

/// <summary>Three silos, each with its gateway. What is waited for comes long before a channel is asked for again because a minute has passed.</summary>
public sealed class PushAcrossSilosTests : IDisposable
{
    private const string Channel = "ticker:BINANCE:BTCUSDT";

    private static readonly Instrument Bitcoin = Instrument.Parse("BINANCE:BTCUSDT");

    private readonly TemporaryFolder _folder = new();
    private int _trades;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_client_sees_an_instrument_of_another_silo_and_goes_on_at_a_third()
    {
        await using var cluster = await StartAsync();
        var (first, second) = Others(cluster);
        await using var gateway = await GatewayAsync(first);
        var (epoch, offset) = ("", 0L);
        await using (var client = await WebSocketPushClient.ConnectAsync(gateway.Address))
        {
            await client.SubscribeAsync(Channel);
            (epoch, offset) = Subscribed(await client.NextAsync("the snapshot"), recovered: false);
            await TradeAsync(cluster);
            Assert.Equal((epoch, ++offset, 2), Data(await client.NextAsync("a trade at another silo")));
        }

        await TradeAsync(cluster);
        await using var elsewhere = await GatewayAsync(second);
        await using var back = await WebSocketPushClient.ConnectAsync(elsewhere.Address);
        await back.SubscribeAsync(Channel, epoch, offset);
        Assert.Equal((epoch, offset), Subscribed(await back.NextAsync("what was missed"), recovered: true));
        Assert.Equal((epoch, ++offset, 3), Data(await back.NextAsync("the trade in between")));
        await TradeAsync(cluster);
        Assert.Equal((epoch, ++offset, 4), Data(await back.NextAsync("a trade after that")));
    }

    [Fact]
    public async Task A_grain_that_goes_elsewhere_is_followed_there_at_once()
    {
        await using var cluster = await StartAsync();
        await using var gateway = await GatewayAsync(Others(cluster).First);
        await using var client = await WebSocketPushClient.ConnectAsync(gateway.Address);
        await client.SubscribeAsync(Channel);
        var (before, _) = Subscribed(await client.NextAsync("the snapshot"), recovered: false);

        await cluster.StopAsync(cluster.ReaderOf(Bitcoin));
        var (after, offset) = Subscribed(await client.NextAsync("the next activation's snapshot"), recovered: false);
        Assert.NotEqual(before, after);

        await TradeAsync(cluster);
        await SeesAsync(client, trade: 2, after, offset);
    }

    [Fact]
    public async Task A_grain_whose_silo_died_is_followed_where_it_comes_up()
    {
        await using var cluster = await StartAsync();
        var living = Others(cluster).First;
        await using var gateway = await GatewayAsync(living);
        await using var client = await WebSocketPushClient.ConnectAsync(gateway.Address);
        await client.SubscribeAsync(Channel);
        var (before, _) = Subscribed(await client.NextAsync("the snapshot"), recovered: false);

        await cluster.KillAsync(cluster.ReaderOf(Bitcoin));
        var (after, offset) = Subscribed(await client.NextAsync("the next activation's snapshot"), recovered: false);
        Assert.NotEqual(before, after);
        await TradeAsync(cluster);
        await SeesAsync(client, trade: 2, after, offset);
    }

    [Fact]
    public async Task A_silo_that_dies_with_its_followers_holds_up_nobody()
    {
        await using var cluster = await StartAsync();
        var (dying, living) = Others(cluster);
        await using var gateway = await GatewayAsync(dying);
        await using var lost = await WebSocketPushClient.ConnectAsync(gateway.Address);
        await lost.SubscribeAsync(Channel);
        await lost.NextAsync("the snapshot");
        await using var other = await GatewayAsync(living);
        await using var client = await WebSocketPushClient.ConnectAsync(other.Address);
        await client.SubscribeAsync(Channel);
        var (epoch, offset) = Subscribed(await client.NextAsync("the snapshot"), recovered: false);

        await cluster.KillAsync(dying);
        for (var trade = 2; trade < 30; trade++)
        {
            await TradeAsync(cluster);

            // When the death is found out, those grains end and come up again whose whereabouts the dead silo had noted for all.
            (epoch, offset) = await SeesAsync(client, trade, epoch, offset);
        }
    }

    private async Task<GrainCluster> StartAsync()
    {
        var cluster = await GrainCluster.StartAsync(_folder.Path, silos: 3);
        await TradeAsync(cluster);
        await GrainCluster.UntilAsync("the first trade is counted", async () =>
            await cluster.Silos[0][Bitcoin].GetStatisticsAsync() is not null
            && cluster.ReaderOf(Bitcoin).Address.Equals(await cluster.WhereIsAsync(Bitcoin)));
        return cluster;
    }

    private static (GrainCluster.Silo First, GrainCluster.Silo Second) Others(GrainCluster cluster) =>
        cluster.Silos.Where(silo => silo != cluster.ReaderOf(Bitcoin)).ToArray() is [var first, var second, ..]
            ? (first, second)
            : throw new InvalidOperationException("Three silos are needed.");

    private static Task<GatewayHost> GatewayAsync(GrainCluster.Silo silo) =>
        GatewayHost.StartAsync(services: services => services
            .AddSingleton(silo.Grains)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(silo.Handle.ServiceProvider.GetRequiredService<ISiloStatusOracle>())
            .AddLostSilos());

    private Task TradeAsync(GrainCluster cluster)
    {
        _trades++;
        var time = Timestamp.From(Sample.Noon.AddSeconds(_trades));
        return cluster.FeedAsync(LogEntry.Of(new Trade(Bitcoin, _trades, _trades, 1, TakerSide.Buy, time, time)));
    }

    /// <summary>
    /// Waits for a trade, told of or in the snapshot of a new epoch: the grain may end, or move once more, to where its partition is read now.
    /// </summary>
    private static async Task<(string Epoch, long Offset)> SeesAsync(WebSocketPushClient client, int trade, string epoch, long offset)
    {
        while (true)
        {
            var envelope = await client.NextAsync($"trade {trade}");
            if (envelope.GetProperty("type").GetString() == "subscribed")
                (epoch, offset) = Subscribed(envelope, recovered: false);
            else
                Assert.Equal((epoch, ++offset), (envelope.GetProperty("epoch").GetString(), envelope.GetProperty("offset").GetInt64()));
            if (envelope.GetRawText().Contains($"\"lastTradeId\":{trade},", StringComparison.Ordinal))
                return (epoch, offset);
        }
    }

    private static (string Epoch, long Offset) Subscribed(JsonElement envelope, bool recovered)
    {
        Assert.Equal("subscribed", envelope.GetProperty("type").GetString());
        Assert.Equal(recovered, envelope.GetProperty("recovered").GetBoolean());
        return (envelope.GetProperty("epoch").GetString()!, envelope.GetProperty("offset").GetInt64());
    }

    private static (string Epoch, long Offset, long LastTradeId) Data(JsonElement envelope)
    {
        Assert.Equal("data", envelope.GetProperty("type").GetString());
        return (
            envelope.GetProperty("epoch").GetString()!,
            envelope.GetProperty("offset").GetInt64(),
            envelope.GetProperty("data").GetProperty("ticker").GetProperty("lastTradeId").GetInt64());
    }
}
