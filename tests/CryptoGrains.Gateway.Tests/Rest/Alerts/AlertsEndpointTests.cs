using System.Net;
using System.Net.Http.Json;
using System.Text;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Gateway.Rest.Alerts;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Gateway.Tests.Support.Alerts;
using CryptoGrains.History.Alerts;

namespace CryptoGrains.Gateway.Tests.Rest.Alerts;

public sealed class AlertsEndpointTests : IDisposable
{
    private const string Path = "/api/v1/alerts";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Alerts_are_listed_newest_first_filtered_and_paged_and_acknowledged()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        var http = node.Gateway.Http;
        var rule = (await node.Grain.AddRuleAsync(SampleAlerts.Rule, "ann"))!;
        await node.Grain.RaiseAsync([.. Enumerable.Range(1, 5).Select(trade => SampleAlerts.Seen(rule, RuleEventKind.Fired, trade))]);
        await node.Grain.RaiseAsync([SampleAlerts.Seen(rule, RuleEventKind.Resolved, 2)]);
        var id = SampleAlerts.Seen(rule, RuleEventKind.Fired, 3).AlertId;
        var seen = await http.PostAsync($"{Path}/{id}/acknowledge", new StringContent("""{"by":"bob","note":"on it"}""", Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(("acknowledged", "bob"), (await seen.Content.ReadFromJsonAsync<AlertAnswer>(Stop)) is var alert ? (alert!.State, alert.AcknowledgedBy) : default);

        Assert.Equal([5, 4, 3, 2, 1], await ListAsync(http, ""));
        Assert.Equal([5, 4, 1], await ListAsync(http, "state=firing"));
        Assert.Equal([3], await ListAsync(http, "state=acknowledged"));
        Assert.Equal([2], await ListAsync(http, "state=resolved"));
        Assert.Equal([5, 4, 3, 2, 1], await ListAsync(http, $"rule={rule.Id}&symbol=btcusdt&severity=critical"));
        Assert.Empty(await ListAsync(http, "symbol=OKX:BTC-USDT"));
        Assert.Equal([4, 3], await ListAsync(http, $"from={Sample.Noon.AddSeconds(3).ToUnixTimeMilliseconds()}&to={Sample.Noon.AddSeconds(5).ToUnixTimeMilliseconds()}"));
        foreach (var state in (string[])["", "state=firing&"])
        {
            var first = (await http.GetFromJsonAsync<AlertsAnswer>($"{Path}?{state}limit=2", Stop))!;
            Assert.Equal([5, 4], first.Alerts.Select(TradeOf));
            Assert.Equal(state.Length == 0 ? [3, 2, 1] : [1], await ListAsync(http, $"{state}cursor={first.Next}"));
        }

        await ProblemAssert.IsAsync(await http.PostAsync($"{Path}/nobody's/acknowledge", null, Stop), HttpStatusCode.NotFound, "unknown-alert", "nobody's");
    }

    [Fact]
    public async Task The_history_is_exported_as_CSV_that_no_spreadsheet_takes_for_formulas()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        var rule = (await node.Grain.AddRuleAsync(SampleAlerts.Rule, "ann"))!;
        await node.Grain.RaiseAsync([SampleAlerts.Seen(rule, RuleEventKind.Fired, 1), SampleAlerts.Seen(rule, RuleEventKind.Fired, 2)]);
        var answer = await node.Gateway.Http.GetAsync($"{Path}?format=csv&limit=1", Stop);
        Assert.Equal("4", Assert.Single(answer.Headers.GetValues("Next-Cursor")));
        var seen = SampleAlerts.Seen(rule, RuleEventKind.Fired, 2);
        Assert.Equal(
            AlertCsv.Header + "\n"
            + $"{seen.AlertId},4,{rule.Id},1,\"'=Bitcoin, \"\"high\"\"\",critical,BINANCE:BTCUSDT,trade:2,firing,{seen.At.UnixMilliseconds},,,,false,price=70000.5 70000=70000\n",
            await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("?state=open", "bad-state")]
    [InlineData("?severity=fatal", "bad-severity")]
    [InlineData("?symbol=%20", "unknown-symbol")]
    [InlineData("?from=soon", "bad-time")]
    [InlineData("?from=2&to=1", "bad-range")]
    [InlineData("?limit=0", "bad-limit")]
    [InlineData("?cursor=x", "bad-cursor")]
    [InlineData("?format=xml", "bad-format")]
    [InlineData("?x=1", "unknown-parameter")]
    [InlineData("/journal?from=0", "bad-cursor")]
    [InlineData("/journal?limit=10001", "bad-limit")]
    public async Task Bad_wishes_are_refused(string query, string code)
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        await ProblemAssert.IsAsync(await node.Gateway.Http.GetAsync(Path + query, Stop), HttpStatusCode.BadRequest, code, "");
    }

    [Fact]
    public async Task The_journal_is_given_as_it_is_from_any_line_on()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        var rule = (await node.Grain.AddRuleAsync(SampleAlerts.Rule, "ann"))!;
        await node.Grain.RaiseAsync([.. Enumerable.Range(1, 20).Select(trade => SampleAlerts.Seen(rule, RuleEventKind.Fired, trade))]);
        var expected = new List<string>();
        await foreach (var line in new AlertJournal(node.Store).ReadAsync(1, Stop))
            expected.Add(Encoding.ASCII.GetString(line.Bytes.Span));

        var all = await node.Gateway.Http.GetStringAsync($"{Path}/journal", Stop);
        Assert.Equal(string.Concat(expected.Select(line => line + "\n")), all);
        var some = await node.Gateway.Http.GetStringAsync($"{Path}/journal?from=7&limit=3", Stop);
        Assert.Equal(string.Concat(expected.Skip(6).Take(3).Select(line => line + "\n")), some);
        Assert.Empty(await node.Gateway.Http.GetStringAsync($"{Path}/journal?from=1000", Stop));
    }

    [Fact]
    public async Task A_damaged_journal_is_a_503_that_says_so()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        await node.Grain.AddRuleAsync(SampleAlerts.Rule, "ann");
        await node.Store.ReplaceAsync("alerts/journal/00000000000000000001.jsonl", "{}\n"u8.ToArray(), Stop);
        await ProblemAssert.IsAsync(await node.Gateway.Http.GetAsync(Path, Stop), HttpStatusCode.ServiceUnavailable, "alerts-unavailable", "journal");
    }

    private static async Task<IEnumerable<int>> ListAsync(HttpClient http, string query) =>
        (await http.GetFromJsonAsync<AlertsAnswer>($"{Path}?{query}", Stop))!.Alerts.Select(TradeOf);

    private static int TradeOf(AlertAnswer alert) => int.Parse(alert.Cause.AsSpan("trade:".Length));
}
