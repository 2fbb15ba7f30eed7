using System.Net;
using System.Net.Http.Json;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Gateway.Rest.Batch;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Grains;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Rest.Batch;

public sealed class BatchEndpointTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_state_is_shown_with_what_is_wrong()
    {
        _host.Market.Batch.Status = new BatchStatus { State = BatchState.Failed, LastError = "The store is full.", Unarchived = 3 };
        _host.History.Failure = "The store is on fire.";

        var answer = await _host.Http.GetFromJsonAsync<BatchAnswer>("/api/v1/batch", Stop);

        Assert.Equal(
            new BatchAnswer("failed", null, null, "The store is full.", 3, "The history is degraded: The store is on fire."),
            answer);
    }

    [Fact]
    public async Task A_run_is_started_once_at_a_time()
    {
        var started = await _host.Http.PostAsync("/api/v1/batch?full=true", null, Stop);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal("/api/v1/batch", started.Headers.Location?.ToString());
        var answer = await started.Content.ReadFromJsonAsync<BatchAnswer>(Stop);
        Assert.Equal(("running", true, "archive"), (answer!.State, answer.Progress!.Full, answer.Progress.Step));

        await ProblemAssert.IsAsync(await _host.Http.PostAsync("/api/v1/batch", null, Stop), HttpStatusCode.Conflict, "batch-running", "under way");
        Assert.Equal([true], _host.Market.Batch.Started);
    }

    [Theory]
    [InlineData("full=yes", "bad-full", "false, true")]
    [InlineData("force=true", "unknown-parameter", "full")]
    public async Task Bad_wishes_start_nothing(string query, string code, string says)
    {
        await ProblemAssert.IsAsync(await _host.Http.PostAsync($"/api/v1/batch?{query}", null, Stop), HttpStatusCode.BadRequest, code, says);
        Assert.Empty(_host.Market.Batch.Started);
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("http://localhost:9999", true)]
    public async Task A_page_of_another_origin_starts_nothing(string origin, bool isAllowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/batch");
        request.Headers.Add("Origin", origin);
        var response = await _host.Http.SendAsync(request, Stop);

        if (isAllowed)
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        else
            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "origin-not-allowed", origin);
        Assert.Equal(isAllowed, _host.Market.Batch.Started.Count == 1);
    }

    [Fact]
    public async Task Gaps_of_the_history_are_listed()
    {
        Assert.Equal((null, 0), (await GapsAsync(string.Empty)) is var none ? (none.Version, none.Gaps.Count) : default);
        await WriteAsync(_host.Tables.Gaps, GapsTable.Schema, GapsTable.Write(
        [
            new GapRow("BINANCE:BTCUSDT", null, 60_000_000, 120_000_000, 7),
            new GapRow("BINANCE:ETHUSDT", "1h", 0, 3_600_000_000, 1),
        ]));
        _host.History.Commit("BINANCE:ETHUSDT", Interval.OneDay, Sample.Minute(0));

        Assert.Equal(2, (await GapsAsync(string.Empty)).Gaps.Count);
        var ether = await GapsAsync("?symbol=ethusdt");
        Assert.Equal(new BatchGapAnswer("BINANCE:ETHUSDT", "1h", 0, 3_600_000, 1), ether.Gaps.Single());
        await ProblemAssert.IsAsync(
            await _host.Http.GetAsync("/api/v1/batch/gaps?symbol=NOPE", Stop), HttpStatusCode.NotFound, "unknown-symbol", "NOPE");
    }

    [Fact]
    public async Task The_summary_has_a_line_for_each_instrument()
    {
        await WriteAsync(_host.Tables.Symbols, SymbolsTable.Schema, SymbolsTable.Write(
            [new SymbolRow("BINANCE:BTCUSDT", 0, 19_000, 18_000, 1_001, 28, 1_700_000_000_000_000, "both")]));

        var summary = await _host.Http.GetFromJsonAsync<BatchSummaryAnswer>("/api/v1/batch/summary", Stop);

        Assert.Equal(0, summary!.Version);
        Assert.Equal(
            new BatchSymbolAnswer(
                "BINANCE:BTCUSDT", new DateOnly(1970, 1, 1), new DateOnly(2022, 1, 8), 18_000, 1_001, 28, 1_700_000_000_000, "both"),
            summary.Symbols.Single());
    }

    private async Task<BatchGapsAnswer> GapsAsync(string query) =>
        (await _host.Http.GetFromJsonAsync<BatchGapsAnswer>($"/api/v1/batch/gaps{query}", Stop))!;

    private static async Task WriteAsync(
        DeltaTable table, IReadOnlyList<Columnar.Parquet.ParquetColumn> schema, IReadOnlyList<Columnar.Parquet.ColumnData> columns)
    {
        var metadata = new DeltaMetadata("5e0b1fb0-53c1-4c2e-8f3a-1f3a0c0d9b11", [.. schema], []);
        var file = DataFile.Encode(schema, [columns]);
        var added = await table.WriteFileAsync(metadata, new Dictionary<string, string?>(), file.Content, file.Stats);
        Assert.NotNull(await table.TryCommitAsync(null, new DeltaCommit("WRITE") { Metadata = metadata, Adds = [added] }));
    }
}
