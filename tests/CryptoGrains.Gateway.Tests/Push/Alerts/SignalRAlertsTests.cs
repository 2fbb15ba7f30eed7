namespace CryptoGrains.Gateway.Tests.Push.Alerts;

/// <summary>The channel <c>alerts</c> over SignalR.</summary>
public sealed class SignalRAlertsTests : AlertsPushContractTests
{
    private protected override async Task<IPushClient> ConnectAsync(Uri address) => await SignalRPushClient.ConnectAsync(address);
}
