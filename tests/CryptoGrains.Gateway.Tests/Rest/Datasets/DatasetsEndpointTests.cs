using System.Net;
using System.Net.Http.Json;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Gateway.Rest.Datasets;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.History.Tables;

namespace CryptoGrains.Gateway.Tests.Rest.Datasets;

public sealed class DatasetsEndpointTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        var table = _host.Tables.Symbols;
        var metadata = new DeltaMetadata("5e0b1fb0-53c1-4c2e-8f3a-1f3a0c0d9b11", [.. SymbolsTable.Schema], []);
        DeltaSnapshot? snapshot = null;
        for (var version = 0; version < 2; version++)
        {
            var file = DataFile.Encode(
                SymbolsTable.Schema, [SymbolsTable.Write([new SymbolRow("BINANCE:BTCUSDT", version, 2, 3, 4, 5, null, "trades")])]);
            var added = await table.WriteFileAsync(metadata, new Dictionary<string, string?>(), file.Content, file.Stats);
            snapshot = await table.TryCommitAsync(
                snapshot, new DeltaCommit("WRITE") { Metadata = snapshot is null ? metadata : null, Adds = [added] });
            _host.Time.Advance(TimeSpan.FromHours(1));
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Tables_are_listed_with_their_newest_versions()
    {
        var answer = await _host.Http.GetFromJsonAsync<DatasetsAnswer>("/api/v1/datasets", Stop);

        var symbols = answer!.Datasets.Single();
        Assert.Equal(("symbols", 1L, 2L, 2), (symbols.Name, symbols.Version, symbols.Rows, symbols.Files));
        Assert.Contains(new ColumnAnswer("first_day", "date", false), symbols.Schema);
        Assert.Null(symbols.FileList);
    }

    [Theory]
    [InlineData("", 1, 2)]
    [InlineData("?version=0", 0, 1)]
    [InlineData("?asOf=2024-08-08T12:30:00Z", 0, 1)]
    [InlineData("?asOf=2024-08-09", 1, 2)]
    public async Task The_files_of_a_version_are_as_another_tool_opens_them(string query, long version, int files)
    {
        var answer = await _host.Http.GetFromJsonAsync<DatasetAnswer>($"/api/v1/datasets/symbols{query}", Stop);

        Assert.Equal((version, files), (answer!.Version, answer.FileList!.Count()));
        Assert.All(answer.FileList!, file => Assert.Equal(file.Bytes, new FileInfo(file.Location).Length));
        Assert.All(answer.FileList!, file => Assert.Equal(1, file.Rows));
    }

    [Theory]
    [InlineData("nothing", HttpStatusCode.NotFound, "unknown-dataset", "daily_filled")]
    [InlineData("trades", HttpStatusCode.NotFound, "unknown-version", "trades")]
    [InlineData("symbols?version=9", HttpStatusCode.NotFound, "unknown-version", "symbols")]
    [InlineData("symbols?version=-1", HttpStatusCode.BadRequest, "bad-as-of", "such as 17")]
    [InlineData("symbols?version=1&asOf=1", HttpStatusCode.BadRequest, "bad-as-of", "leave one of them out")]
    [InlineData("symbols?at=1", HttpStatusCode.BadRequest, "unknown-parameter", "version, asOf")]
    public async Task What_is_not_there_is_named(string path, HttpStatusCode status, string code, string says) =>
        await ProblemAssert.IsAsync(await _host.Http.GetAsync($"/api/v1/datasets/{path}", Stop), status, code, says);
}
