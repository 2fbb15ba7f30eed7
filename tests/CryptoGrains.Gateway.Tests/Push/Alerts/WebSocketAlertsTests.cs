namespace CryptoGrains.Gateway.Tests.Push.Alerts;

/// <summary>The channel <c>alerts</c> over WebSocket.</summary>
public sealed class WebSocketAlertsTests : AlertsPushContractTests
{
    private protected override async Task<IPushClient> ConnectAsync(Uri address) => await WebSocketPushClient.ConnectAsync(address);
}
