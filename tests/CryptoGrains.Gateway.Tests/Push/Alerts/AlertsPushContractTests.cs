using CryptoGrains.Analytics.Rules;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Gateway.Tests.Support.Alerts;
using CryptoGrains.History.Alerts;

namespace CryptoGrains.Gateway.Tests.Push.Alerts;

/// <summary>What the channel <c>alerts</c> promises, on every transport: its numbering is the journal's, and survives the node.</summary>
public abstract class AlertsPushContractTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract Task<IPushClient> ConnectAsync(Uri address);

    [Fact]
    public async Task A_newcomer_gets_the_open_alerts_and_then_every_line_of_the_journal()
    {
        using var folder = new TemporaryFolder();
        await using var node = await AlertNode.StartAsync(folder.Path);
        var rule = (await node.Grain.AddRuleAsync(SampleAlerts.Rule, "ann"))!;
        await node.Grain.RaiseAsync([SampleAlerts.Seen(rule, RuleEventKind.Fired, 1)]);
        await using var client = await ConnectAsync(node.Gateway.Address);

        await client.SubscribeAsync("alerts");
        var epoch = await EpochAsync(node);
        var snapshot = (await client.SubscribedAsync("alerts", epoch, 3, recovered: false)).GetProperty("snapshot");
        Assert.Equal(1, snapshot.GetProperty("open").GetInt32());
        var shown = snapshot.GetProperty("alerts")[0];
        Assert.Equal(("firing", "critical", "trade:1"), (shown.GetProperty("state").GetString(), shown.GetProperty("severity").GetString(), shown.GetProperty("cause").GetString()));

        await node.Grain.RaiseAsync([SampleAlerts.Seen(rule, RuleEventKind.Resolved, 1), SampleAlerts.Seen(rule, RuleEventKind.Fired, 2)]);
        var resolved = (await client.DataAsync("alerts", epoch, 4)).GetProperty("line");
        var fired = (await client.DataAsync("alerts", epoch, 5)).GetProperty("line");
        Assert.Equal(("resolved", "fired"), (resolved.GetProperty("kind").GetString(), fired.GetProperty("kind").GetString()));
        Assert.Equal(resolved.GetProperty("hash").GetString(), fired.GetProperty("previous").GetString());
    }

    [Fact]
    public async Task Who_comes_back_after_a_restart_of_the_node_goes_on_in_the_same_epoch()
    {
        using var folder = new TemporaryFolder();
        string epoch;
        AlertRule rule;
        await using (var node = await AlertNode.StartAsync(folder.Path))
        {
            rule = (await node.Grain.AddRuleAsync(SampleAlerts.Rule, "ann"))!;
            epoch = await EpochAsync(node);
            await using var client = await ConnectAsync(node.Gateway.Address);
            await client.SubscribeAsync("alerts");
            await client.SubscribedAsync("alerts", epoch, 2, recovered: false);
            await node.Grain.RaiseAsync([SampleAlerts.Seen(rule, RuleEventKind.Fired, 1)]);
            await client.DataAsync("alerts", epoch, 3);
        }

        await using var again = await AlertNode.StartAsync(folder.Path);
        await again.Grain.RaiseAsync([SampleAlerts.Seen(rule, RuleEventKind.Fired, 1), SampleAlerts.Seen(rule, RuleEventKind.Fired, 2)]);
        await using var back = await ConnectAsync(again.Gateway.Address);
        await back.SubscribeAsync("alerts", epoch, 2);
        await back.SubscribedAsync("alerts", epoch, 2, recovered: true);
        Assert.Contains("trade:1", (await back.DataAsync("alerts", epoch, 3)).GetRawText());
        Assert.Contains("trade:2", (await back.DataAsync("alerts", epoch, 4)).GetRawText());
    }

    private static async Task<string> EpochAsync(AlertNode node)
    {
        await foreach (var line in new AlertJournal(node.Store).ReadAsync(1, Cancel))
        {
            using var body = System.Text.Json.JsonDocument.Parse(line.Body);
            return body.RootElement.GetProperty("epoch").GetString()!;
        }

        throw new InvalidOperationException("The journal has no line yet.");
    }
}
