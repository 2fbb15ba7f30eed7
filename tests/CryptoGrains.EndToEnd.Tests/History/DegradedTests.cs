using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Stores.Services;
using CryptoGrains.History.Verify;
using CryptoGrains.Streams;
using CryptoGrains.Streams.Segments;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary>A node whose store fails in every way that a service can: live serves on, history says so, and nothing is lost.</summary>
public sealed class DegradedTests
{
    private const string Symbol = "SIM:BTCUSDT";
    private const string Feed = "sim?instruments=2&rate=500";

    private static readonly TimeSpan FewSeconds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task With_a_store_that_fails_live_serves_on_and_nothing_is_lost()
    {
        using var data = new TemporaryFolder();
        await using var azurite = await Azurite.StartAsync();
        var proxy = await FaultProxy.StartAsync(azurite.Address);
        try
        {
            await using (var node = await NodeFixture.StartAsync(data.Path, Azurite.ConnectionStringAt(proxy.Address), [Feed]))
            {
                await node.RealtimeAsync(Symbol, realtime => realtime.GetProperty("totalTrades").GetInt64() > 0, "trades");
                await AssertWellAsync(node);

                proxy.Faults.Add(Fault.Error);
                await AssertBatchFailsAsync(node);
                await AssertDegradedAsync(node);
                proxy.Faults.Clear();
                await AssertWellAsync(node);

                // Nothing of it waits for the store: a run that stalls neither fails nor moves the log's position until the store is back.
                proxy.Faults.Add(Fault.Stall);
                var before = await ArchivedAsync(node);
                await StartBatchAsync(node);
                await AssertDegradedAsync(node);
                Assert.Equal(before, await ArchivedAsync(node));
                proxy.Faults.Clear();
                await AssertWellAsync(node);

                // Uploads alone are torn: history is read as it was, without a warning, and does not go on.
                proxy.Faults.Add(Fault.Torn, request => request.Method == "PUT");
                await AssertBatchFailsAsync(node);
                Assert.False((await CandlesAsync(node, "merged")).TryGetProperty("warning", out _));
                proxy.Faults.Clear();
                await AssertWellAsync(node);

                var port = proxy.Address.Port;
                await proxy.DisposeAsync();
                await AssertBatchFailsAsync(node);
                await AssertDegradedAsync(node);
                proxy = await FaultProxy.StartAsync(azurite.Address, port);
                await AssertWellAsync(node);
            }

            await AssertNothingIsLostAsync(data.Path, azurite.ConnectionString);
        }
        finally
        {
            await proxy.DisposeAsync();
        }
    }

    /// <summary>A run goes well, and after it neither answers nor health speak of a failure.</summary>
    private static async Task AssertWellAsync(NodeFixture node)
    {
        await UntilAsync(node, "/health/ready", health => HistoryCheck(health).Status == "healthy", "a healthy history");
        if (await StateAsync(node) != "running")
            await StartBatchAsync(node);
        var status = await UntilAsync(node, "/api/v1/batch", batch => State(batch) != "running", "the end of the run");
        Assert.True(State(status) == "idle", status.GetRawText());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("lastError").ValueKind);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("degraded").ValueKind);
        foreach (var source in (string[])["live", "batch", "merged"])
        {
            var answer = await CandlesAsync(node, source);
            Assert.False(answer.TryGetProperty("warning", out _), answer.GetRawText());
            Assert.NotEmpty(answer.GetProperty("candles").EnumerateArray());
        }
    }

    private static async Task AssertDegradedAsync(NodeFixture node)
    {
        // What was read a moment ago passes for new; then an answer finds out that the store fails, and later ones know.
        await UntilAsync(node, $"/api/v1/ohlcv/{Symbol}?interval=1m&source=merged", answer => answer.TryGetProperty("warning", out _), "a warning");
        for (var i = 0; i < 5; i++)
        {
            var merged = await CandlesAsync(node, "merged");
            Assert.Contains("istory", merged.GetProperty("warning").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(merged.GetProperty("candles").EnumerateArray());
            var live = await CandlesAsync(node, "live");
            Assert.False(live.TryGetProperty("warning", out _), live.GetRawText());
            Assert.NotEmpty(live.GetProperty("candles").EnumerateArray());
        }

        using var ready = await node.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var (status, description) = HistoryCheck(await ready.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Equal("degraded", status);
        Assert.StartsWith("The history is degraded: ", description, StringComparison.Ordinal);
        var batch = await node.Client.GetFromJsonAsync<JsonElement>("/api/v1/batch");
        Assert.StartsWith("The history is degraded: ", batch.GetProperty("degraded").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A run fails and says why, and the log keeps what is not archived.</summary>
    private static async Task AssertBatchFailsAsync(NodeFixture node)
    {
        var before = await ArchivedAsync(node);
        await StartBatchAsync(node);
        var status = await UntilAsync(node, "/api/v1/batch", batch => State(batch) != "running", "the end of the run");
        Assert.True(State(status) == "failed", status.GetRawText());
        Assert.NotEmpty(status.GetProperty("lastError").GetString()!);
        Assert.True(status.GetProperty("unarchived").GetInt64() > 0, status.GetRawText());
        Assert.Equal(before, await ArchivedAsync(node));
    }

    /// <summary>What the log has is in the table, each record once, and all that follows from it is right.</summary>
    private static async Task AssertNothingIsLostAsync(string data, string blobs)
    {
        await using var log = await SegmentTradeLog.OpenAsync(Path.Combine(data, "log"), new SegmentLogOptions { Fsync = FsyncPolicy.Never });
        var tables = new HistoryTables(BlobStores.Open(blobs), TimeProvider.System);
        await new LogArchive(tables).RunAsync(log);
        await new HistoryRebuild(tables).RunAsync(full: false);

        var rows = (await tables.Trades.LatestAsync())!.Files.Values.Sum(file => file.Rows!.Value);
        var records = await CountTradesAsync(log);
        Assert.True(records > 1_000, $"{records} trades prove nothing.");
        Assert.Equal(records, rows);
        var report = await new HistoryVerify(tables).RunAsync();
        Assert.True(report.Found == 0, string.Join('\n', report.Differences));
        Assert.True(report.Trades > 0 && report.Rows > 0, report.ToString());
    }

    private static async Task<long> CountTradesAsync(SegmentTradeLog log)
    {
        var count = 0L;
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            var end = log.Bounds(partition).Next;
            if (end == 0)
                continue;

            await foreach (var batch in log.ReadAsync(partition, 0))
            {
                foreach (var entry in batch.Entries.Span)
                    count += entry.IsClock ? 0 : 1;
                if (batch.NextOffset >= end)
                    break;
            }
        }

        return count;
    }

    private static async Task StartBatchAsync(NodeFixture node)
    {
        using var started = await node.Client.PostAsync("/api/v1/batch", content: null);
        Assert.True(started.StatusCode == HttpStatusCode.Accepted, await started.Content.ReadAsStringAsync());
    }

    private static async Task<string?> StateAsync(NodeFixture node) => State(await node.Client.GetFromJsonAsync<JsonElement>("/api/v1/batch"));

    private static string? State(JsonElement batch) => batch.GetProperty("state").GetString();

    /// <summary>An answer with candles, which must not keep anyone waiting.</summary>
    private static async Task<JsonElement> CandlesAsync(NodeFixture node, string source)
    {
        var asked = Stopwatch.GetTimestamp();
        var answer = await node.Client.GetFromJsonAsync<JsonElement>($"/api/v1/ohlcv/{Symbol}?interval=1m&source={source}");
        var took = Stopwatch.GetElapsedTime(asked);
        Assert.True(took < FewSeconds, $"The answer took {took}.");
        return answer;
    }

    private static (string? Status, string? Description) HistoryCheck(JsonElement health)
    {
        var check = health.GetProperty("checks").GetProperty("history");
        return (check.GetProperty("status").GetString(), check.GetProperty("description").GetString());
    }

    private static async Task<long?[]> ArchivedAsync(NodeFixture node)
    {
        var log = node.Services.GetRequiredService<ITradeLog>();
        var positions = new long?[log.PartitionCount];
        for (var partition = 0; partition < positions.Length; partition++)
            positions[partition] = await log.ReadPositionAsync(LogArchive.Reader, partition);
        return positions;
    }

    private static async Task<JsonElement> UntilAsync(NodeFixture node, string path, Func<JsonElement, bool> isThere, string expected)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(50)))
        {
            using var response = await node.Client.GetAsync(path);
            var last = await response.Content.ReadFromJsonAsync<JsonElement>();
            if (isThere(last))
                return last;
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"After {Patience} {path} was {last}; expected: {expected}.");
        }
    }
}
