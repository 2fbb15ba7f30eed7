using System.Net.Http.Json;
using System.Text.Json;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.EndToEnd.Tests.History;
using CryptoGrains.Market;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.EndToEnd.Tests.Alerts;

/// <summary>
/// A node whose rules fire all the time is killed at random moments and started again. In the end the journal must have what its rules say of
/// the log, recomputed from its first record on: each line once, the chain whole.
/// </summary>
public sealed class AlertStormTests
{
    private const int Kills = 4;

    // At 60 times real time a minute closes each second, and some trades come late and change them.
    private const string Load = "sim?instruments=20&rate=100&speed=60&events=20s";

    private static readonly string[] Conditions =
    [
        "change(1m) > 0.05", "change(1m) < -0.05", "sma(2) > ema(3)", "ema(2) crosses below sma(3)", "rsi(2) < 40 and price > 0", "gap", "volume-ratio(2) > 1.2", "flash-crash",
    ];

    [Fact]
    public async Task Killed_in_an_alert_storm_it_tells_each_alert_once_and_just_those_of_the_recomputation()
    {
        using var data = new TemporaryFolder();
        var rules = await MakeRulesAsync(data.Path);
        var random = new Random();
        for (var kill = 0; kill <= Kills; kill++)
        {
            await using var node = NodeProcess.Start(data.Path, "--feed", Load, "--checkpoint", "0.2", "--fsync", "never", "--batch", "0");
            await node.UrlAsync();
            await Task.Delay(random.Next(1_500, 5_000));
            if (kill < Kills)
                await node.KillAsync();
            else
                Assert.Equal(0, await node.StopAsync());
        }

        await using var last = NodeProcess.Start(data.Path, "--feed", "none", "--batch", "0");
        using var http = new HttpClient { BaseAddress = new Uri(await last.UrlAsync()) };
        var journal = await LinesAsync(http);
        Assert.Equal(Enumerable.Range(1, journal.Count).Select(seq => (long)seq), journal.Select(line => line.GetProperty("seq").GetInt64()));
        var told = journal.Where(line => line.GetProperty("kind").GetString() is "fired" or "resolved" or "retracted").Select(Told).ToList();
        Assert.True(told.Count(one => one.StartsWith("fired", StringComparison.Ordinal)) > 50, $"Only {told.Count} lines prove little.");
        Assert.Empty(told.GroupBy(one => one).Where(one => one.Count() > 1).Select(one => one.Key));
        Assert.Equal(0, await last.StopAsync());
        Assert.Equal((await RecomputedAsync(data.Path, rules)).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        await Cli.RunAsync("verify", "--data", data.Path);
    }

    private static async Task<CompiledRule[]> MakeRulesAsync(string data)
    {
        await using var node = NodeProcess.Start(data, "--feed", "none", "--batch", "0");
        using var http = new HttpClient { BaseAddress = new Uri(await node.UrlAsync()) };
        var rules = new List<CompiledRule>();
        foreach (var when in Conditions)
        {
            using var made = await http.PostAsJsonAsync("/api/v1/alert-rules", new { name = when, when, cooldown = 0.5 });
            Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
            var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            var rule = new AlertRule { Id = id, Version = 1, Name = when, When = when, Cooldown = TimeSpan.FromSeconds(0.5) };
            Assert.True(CompiledRule.TryCompile(rule, out var compiled, out var mistake), mistake);
            rules.Add(compiled);
        }

        Assert.Equal(0, await node.StopAsync());
        return [.. rules];
    }

    private static async Task<List<JsonElement>> LinesAsync(HttpClient http)
    {
        var lines = new List<JsonElement>();
        while (true)
        {
            var text = await http.GetStringAsync($"/api/v1/alerts/journal?from={lines.Count + 1}&limit=1000");
            var page = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
            lines.AddRange(page);
            if (page.Count == 0)
                return lines;
        }
    }

    private static string Told(JsonElement line)
    {
        var body = line.GetProperty("body");
        return $"{line.GetProperty("kind").GetString()} {body.GetProperty("alert").GetString()}";
    }

    /// <summary>What the rules say of the whole log, one instrument after the other, without a stop.</summary>
    private static async Task<List<string>> RecomputedAsync(string data, CompiledRule[] rules)
    {
        await using var log = await SegmentTradeLog.OpenAsync(Path.Combine(data, "log"), new SegmentLogOptions { Fsync = FsyncPolicy.Never });
        var events = new List<RuleEvent>();
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            var clocks = new Dictionary<string, Timestamp>();
            var markets = new Dictionary<Instrument, (InstrumentWindows Windows, InstrumentRules Rules)>();
            var end = log.Bounds(partition).Next;
            for (var next = 0L; next < end;)
            {
                await foreach (var batch in log.ReadAsync(partition, next))
                {
                    foreach (var entry in batch.Entries.ToArray())
                    {
                        if (entry.ClockVenue is { } venue)
                        {
                            clocks[venue] = entry.Time;
                            foreach (var (_, market) in markets.Where(market => market.Key.Venue == venue))
                                AdvanceClock(market, entry.Time, events);
                            continue;
                        }

                        if (!markets.TryGetValue(entry.Trade.Instrument, out var found))
                        {
                            markets.Add(entry.Trade.Instrument, found = (new InstrumentWindows(), new InstrumentRules(entry.Trade.Instrument)));
                            found.Rules.Keep(rules, found.Windows);
                            found.Rules.Begin(found.Windows);
                            if (clocks.TryGetValue(entry.Trade.Instrument.Venue, out var clock))
                                AdvanceClock(found, clock, events);
                        }

                        if (found.Windows.Apply(entry.Trade) == TradeOutcome.Counted)
                            found.Rules.Apply(entry.Trade, found.Windows, events);
                    }

                    next = batch.NextOffset;
                    break;
                }
            }
        }

        // As in the journal: an alert that is over is over once, whatever is said of it afterwards but that it never was.
        return [.. events.Select(turned => $"{turned.Kind.ToString().ToLowerInvariant()} {turned.AlertId}").Distinct()];
    }

    private static void AdvanceClock((InstrumentWindows Windows, InstrumentRules Rules) market, Timestamp clock, List<RuleEvent> events)
    {
        market.Windows.AdvanceClock(clock);
        market.Rules.AdvanceClock(clock, market.Windows, events);
    }
}
