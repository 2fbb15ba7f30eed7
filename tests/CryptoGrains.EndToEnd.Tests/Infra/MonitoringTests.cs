using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryptoGrains.EndToEnd.Tests.Infra;

/// <summary>What watches a node must know it: dashboards, alerts and the operators' page name metrics that there are.</summary>
public sealed class MonitoringTests
{
    private const string Promtool = "Debian has promtool in the package prometheus";

    private static readonly string Prometheus = Path.Combine(Repository.Root, "infra", "prometheus");
    private static readonly Regex Metric = new(@"\b(cryptograins|dotnet)_[a-z0-9_]+\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
    private static readonly Regex Sample = new("^[a-z_][a-z0-9_]*", RegexOptions.NonBacktracking | RegexOptions.Multiline);

    private static readonly string Operations = Path.Combine(Repository.Root, "docs", "operations.md");

    [Fact]
    public async Task Every_metric_that_is_watched_is_one_that_a_node_shows()
    {
        var watched = Watched();
        Assert.True(watched.Count > 40, $"Only {watched.Count} metrics were found in dashboards, alerts and documents: are they read at all?");

        using var data = new TemporaryFolder();
        await using var node = await NodeFixture.StartAsync(data.Path, "sim");
        using var started = await node.Client.PostAsync("/api/v1/batch", content: null, TestContext.Current.CancellationToken);
        started.EnsureSuccessStatusCode();

        var missing = await MissingAsync(node, watched);
        Assert.True(missing.Count == 0, "A running node does not show:\n" + string.Join('\n', missing.Select(name => $"{name} in {watched[name]}")));
    }

    [Fact]
    public void Every_alert_says_what_to_do_in_a_section_that_there_is()
    {
        var sections = File.ReadLines(Operations).Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#', ' ')).ToHashSet();
        var alerts = File.ReadAllText(Path.Combine(Prometheus, "alerts.yml")).Split("- alert: ")[1..];

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Contains(alert.Split("docs/operations.md, \"")[1].Split('"')[0], sections));
    }

    [Fact]
    public void Every_panel_says_what_it_shows() => Assert.All(Dashboards().SelectMany(Panels), panel =>
    {
        Assert.NotEmpty(panel.GetProperty("description").GetString()!);
        Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray());
    });

    [Theory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "alerts.yml")]
    [InlineData("test", "rules", "alerts.test.yml")]
    public async Task Prometheus_takes_it(params string[] words) =>
        Assert.Contains("SUCCESS", await Tool.PassAsync(Prometheus, ["promtool", .. words], Promtool));

    /// <summary>The names that dashboards, alerts and documents use, each with a file that does.</summary>
    private static Dictionary<string, string> Watched()
    {
        var texts = Dashboards()
            .SelectMany(Panels)
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => (Text: target.GetProperty("expr").GetString()!, File: "a dashboard"))
            .Append((File.ReadAllText(Path.Combine(Prometheus, "alerts.yml")), "alerts.yml"))
            .Append((File.ReadAllText(Operations), "operations.md"));
        var watched = new Dictionary<string, string>();
        foreach (var (text, file) in texts)
        {
            foreach (Match name in Metric.Matches(text))
                watched.TryAdd(name.Value, file);
        }

        return watched;
    }

    /// <summary>What of it a node does not show, though it was given time: some metrics wait for the first run of the batch layer.</summary>
    private static async Task<List<string>> MissingAsync(NodeFixture node, Dictionary<string, string> watched)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var missing = watched.Keys.ToList();
        try
        {
            while (missing.Count > 0)
            {
                var shown = Sample.Matches(await node.Client.GetStringAsync("/metrics", patience.Token)).Select(name => name.Value).ToHashSet();
                missing.RemoveAll(shown.Contains);
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // What is missing now is the answer.
        }

        return missing;
    }

    private static IEnumerable<JsonElement> Dashboards() => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "infra", "grafana", "dashboards"), "*.json")
        .Select(file => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)));

    private static IEnumerable<JsonElement> Panels(JsonElement dashboard) => dashboard.GetProperty("panels").EnumerateArray();
}
