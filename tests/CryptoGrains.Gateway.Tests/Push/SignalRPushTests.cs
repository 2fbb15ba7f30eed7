using CryptoGrains.Gateway.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace CryptoGrains.Gateway.Tests.Push;

public sealed class SignalRPushTests : PushContractTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_malformed_call_fails_for_itself_and_the_connection_stays()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await SignalRPushClient.ConnectAsync(host.Address);

        await Assert.ThrowsAsync<HubException>(() => client.Hub.InvokeAsync("Dance", Stop));
        await Assert.ThrowsAsync<HubException>(() => client.Hub.InvokeAsync("Subscribe", 5, Stop));
        await Assert.ThrowsAsync<HubException>(() => client.Hub.InvokeAsync("Subscribe", "ticker:BTCUSDT", "epoch-1", "many", Stop));
        await client.PingAsync();
        await client.TypeAsync("pong");
    }

    [Fact]
    public async Task A_call_that_is_too_long_ends_that_connection_alone()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var other = await SignalRPushClient.ConnectAsync(host.Address);
        await using var client = await SignalRPushClient.ConnectAsync(host.Address);

        await Assert.ThrowsAnyAsync<Exception>(() => client.SubscribeAsync(new string('x', 33 * 1024)));
        await client.EndAsync();
        await other.PingAsync();
        await other.TypeAsync("pong");
    }

    private protected override async Task<IPushClient> ConnectAsync(GatewayHost host) => await SignalRPushClient.ConnectAsync(host.Address);

    private protected override async Task AssertRefusedAsync(GatewayHost host)
    {
        await using var refused = await SignalRPushClient.ConnectAsync(host.Address);
        await refused.ClosingAsync("too-many-connections");
    }
}
