using System.Net;
using CryptoGrains.Gateway.Tests.Support;

namespace CryptoGrains.Gateway.Tests.Http;

public sealed class DashboardTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryptograins-page");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public DashboardTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "assets"));
        File.WriteAllText(Path.Combine(_folder.FullName, "index.html"), "<html>the page</html>");
        File.WriteAllText(Path.Combine(_folder.FullName, "assets", "app-1234.js"), "run()");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("/")]
    [InlineData("/BTCUSDT")]
    [InlineData("/charts/BINANCE:BTCUSDT")]
    public async Task The_page_is_served_under_every_path_that_is_not_a_machines(string path)
    {
        await using var host = await GatewayHost.StartAsync(options => options.WebRoot = _folder.FullName);

        var response = await host.Http.GetAsync(path, Stop);

        Assert.Equal("<html>the page</html>", await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Its_assets_may_be_kept_for_good()
    {
        await using var host = await GatewayHost.StartAsync(options => options.WebRoot = _folder.FullName);

        var response = await host.Http.GetAsync("/assets/app-1234.js", Stop);

        Assert.Equal("run()", await response.Content.ReadAsStringAsync(Stop));
        Assert.Contains("immutable", response.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync("/assets/other.js", Stop)).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/ws/nothing")]
    [InlineData("/metrics/nothing")]
    public async Task What_a_machine_does_not_find_is_not_the_page(string path)
    {
        await using var host = await GatewayHost.StartAsync(options => options.WebRoot = _folder.FullName);
        await ProblemAssert.IsAsync(await host.Http.GetAsync(path, Stop), HttpStatusCode.NotFound, "unknown-path", path);
    }

    [Fact]
    public async Task Without_the_page_the_root_says_how_to_get_it()
    {
        await using var host = await GatewayHost.StartAsync();

        var text = await host.Http.GetStringAsync("/", Stop);

        Assert.Contains("Node.js", text);
        Assert.Contains("dotnet run --project src/CryptoGrains.Host", text);
    }

    [Fact]
    public async Task Everything_carries_the_headers_that_keep_the_page_to_itself()
    {
        await using var host = await GatewayHost.StartAsync(options => options.WebRoot = _folder.FullName);
        foreach (var path in new[] { "/", "/assets/app-1234.js", "/api/v1/symbols", "/api/v1/nothing" })
        {
            var response = await host.Http.GetAsync(path, Stop);
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }
}
