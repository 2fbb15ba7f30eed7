using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CryptoGrains.Gateway.Rest.Alerts;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Gateway.Tests.Support.Alerts;
using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Tests.Rest.Alerts;

public sealed class AlertRulesEndpointTests : IDisposable
{
    private const string Path = "/api/v1/alert-rules";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rule_is_made_read_changed_and_deleted()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        var http = node.Gateway.Http;
        var made = await http.PostAsync(
            Path,
            Json("""{"name":" High ","when":"price > 70000","interval":"5m","instruments":["btcusdt","OKX:BTC-USDT","BTCUSDT"],"severity":"critical","hysteresis":10.5,"cooldown":0,"expires":"2030-01-01"}"""),
            Stop);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var rule = (await made.Content.ReadFromJsonAsync<AlertRuleAnswer>(Stop))!;
        Assert.Equal($"{Path}/{rule.Id}", made.Headers.Location!.ToString());
        Assert.Equal("\"1\"", made.Headers.ETag!.Tag);
        Assert.Equal(
            ("High", "price > 70000", "5m", "critical", 10.5, 0, 1893456000000, true, "BINANCE:BTCUSDT OKX:BTC-USDT"),
            (rule.Name, rule.When, rule.Interval, rule.Severity, rule.Hysteresis, rule.Cooldown, rule.Expires, rule.Enabled, string.Join(' ', rule.Instruments)));

        // What is read can be sent back.
        var changed = await PutAsync(http, rule with { Enabled = false, Expires = null }, "\"1\"");
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        var read = (await http.GetFromJsonAsync<AlertRuleAnswer>($"{Path}/{rule.Id}", Stop))!;
        Assert.Equal((2, false, (long?)null), (read.Version, read.Enabled, read.Expires));

        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync($"{Path}/{rule.Id}", Stop)).StatusCode);
        await ProblemAssert.IsAsync(await http.DeleteAsync($"{Path}/{rule.Id}", Stop), HttpStatusCode.NotFound, "unknown-rule", rule.Id);
        await ProblemAssert.IsAsync(await http.GetAsync($"{Path}/{rule.Id}", Stop), HttpStatusCode.NotFound, "unknown-rule", rule.Id);
    }

    [Fact]
    public async Task A_rule_that_says_little_has_the_usual_values()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        var rule = await AddAsync(node.Gateway.Http, """{"name":"x","when":"price > 1","instruments":null}""");
        Assert.Equal(("1m", "warning", 0, 300, null, true), (rule.Interval, rule.Severity, rule.Hysteresis, rule.Cooldown, rule.Expires, rule.Enabled));
        Assert.Empty(rule.Instruments);
    }

    [Fact]
    public async Task Of_two_that_change_a_rule_the_later_is_told()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        var http = node.Gateway.Http;
        var rule = await AddAsync(http, """{"name":"x","when":"price > 1"}""");
        (await PutAsync(http, rule with { Name = "ann's" }, "\"1\"")).EnsureSuccessStatusCode();
        await ProblemAssert.IsAsync(await PutAsync(http, rule with { Name = "bob's" }, "\"1\""), HttpStatusCode.PreconditionFailed, "rule-changed", "version 2, not 1");
        await ProblemAssert.IsAsync(await PutAsync(http, rule, null), (HttpStatusCode)428, "version-required", "If-Match");
        await ProblemAssert.IsAsync(await PutAsync(http, rule with { Id = "nobody's" }, "\"1\""), HttpStatusCode.NotFound, "unknown-rule", "nobody's");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_rule_is_said_at_once()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        var answer = await node.Gateway.Http.PostAsync(
            Path,
            Json("""{"nmae":"x","name":"\u0000","interval":"2m","instruments":["BTCUSDT","no one",7],"severity":3,"hysteresis":-1,"cooldown":1e99,"expires":"soon","enabled":"yes"}"""),
            Stop);
        var text = await ProblemAssert.IsAsync(answer, HttpStatusCode.BadRequest, "bad-rule", "'nmae' is no member");
        using var problem = JsonDocument.Parse(text);
        var mistakes = problem.RootElement.GetProperty("mistakes").EnumerateArray().Select(mistake => mistake.GetString()!).ToArray();
        foreach (var named in (string[])["'nmae'", "'name'", "'when'", "'interval'", "'no one'", "'7'", "'severity'", "'hysteresis'", "'cooldown'", "'expires'", "'enabled'"])
            Assert.Contains(mistakes, mistake => mistake.StartsWith(named, StringComparison.Ordinal));
        Assert.Equal(11, mistakes.Length);
    }

    [Theory]
    [InlineData("", "bad-rule")]
    [InlineData("[]", "bad-request")]
    [InlineData("{", "bad-request")]
    [InlineData("null", "bad-request")]
    [InlineData("""{"name":"a","name":"b","when":"price > 1"}""", "bad-rule")]
    [InlineData("""{"name":"a","when":"price > 1","hysteresis":1e400}""", "bad-rule")]
    [InlineData("""{"name":"a","when":"   "}""", "bad-rule")]
    public async Task Absurd_bodies_are_refused(string body, string code)
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        await ProblemAssert.IsAsync(await node.Gateway.Http.PostAsync(Path, Json(body), Stop), HttpStatusCode.BadRequest, code, "");
        Assert.Empty((await node.Grain.GetRulesAsync(-1)).Rules!.Value);
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_JSON_is_refused()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        var large = Json($$"""{"name":"{{new string('x', 70_000)}}"}""");
        await ProblemAssert.IsAsync(await node.Gateway.Http.PostAsync(Path, large, Stop), HttpStatusCode.RequestEntityTooLarge, "too-large", "64 KiB");
        using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
        await ProblemAssert.IsAsync(await node.Gateway.Http.PostAsync(Path, text, Stop), HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", "application/json");
    }

    [Theory]
    [InlineData("POST", Path)]
    [InlineData("PUT", Path + "/x")]
    [InlineData("DELETE", Path + "/x")]
    [InlineData("POST", "/api/v1/alerts/x/acknowledge")]
    public async Task A_page_of_another_origin_changes_nothing(string method, string path)
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Json("""{"name":"x","when":"price > 1"}""") };
        request.Headers.Add("Origin", "https://evil.example");
        await ProblemAssert.IsAsync(await node.Gateway.Http.SendAsync(request, Stop), HttpStatusCode.Forbidden, "origin-not-allowed", "evil.example");
        Assert.Empty((await node.Grain.GetRulesAsync(-1)).Rules!.Value);
    }

    [Fact]
    public async Task Who_did_it_is_in_the_journal()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Json("""{"name":"x","when":"price > 1"}""") };
        request.Headers.Add("Actor", "ann@desk");
        (await node.Gateway.Http.SendAsync(request, Stop)).EnsureSuccessStatusCode();
        await AddAsync(node.Gateway.Http, """{"name":"y","when":"price > 1"}""");

        var lines = (await node.Gateway.Http.GetStringAsync("/api/v1/alerts/journal?from=2", Stop)).TrimEnd('\n').Split('\n');
        Assert.Equal(["ann@desk", "anonymous"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("by").GetString()));
    }

    [Fact]
    public async Task Ten_thousand_rules_are_made_listed_in_pages_and_there_are_no_more()
    {
        await using var node = await AlertNode.StartAsync(_folder.Path, new AlertOptions { MostRules = 10_000 });
        var http = node.Gateway.Http;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Stop }, async (i, cancel) =>
            (await http.PostAsync(Path, Json($$"""{"name":"rule {{i}}","when":"price > {{i}}","instruments":["BTCUSDT"]}"""), cancel)).EnsureSuccessStatusCode());
        TestContext.Current.TestOutputHelper!.WriteLine($"10,000 rules by POST, 32 at a time: {watch.Elapsed.TotalSeconds:F1} s");
        await ProblemAssert.IsAsync(
            await http.PostAsync(Path, Json("""{"name":"one more","when":"price > 1"}"""), Stop), HttpStatusCode.Conflict, "too-many-rules", "Delete one");

        var names = new HashSet<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await http.GetFromJsonAsync<AlertRulesAnswer>($"{Path}?limit=3000&cursor={cursor}", Stop))!;
            Assert.All(page.Rules, rule => Assert.True(names.Add(rule.Name)));
            cursor = page.Next;
        }

        Assert.Equal(10_000, names.Count);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<AlertRuleAnswer> AddAsync(HttpClient http, string rule)
    {
        var answer = await http.PostAsync(Path, Json(rule), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<AlertRuleAnswer>(Stop))!;
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient http, AlertRuleAnswer rule, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Path}/{rule.Id}") { Content = JsonContent.Create(rule) };
        if (version is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(version));
        return await http.SendAsync(request, Stop);
    }
}
