using System.Net;
using CryptoGrains.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoGrains.Gateway.Tests.Http;

public sealed class HealthTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Live_answers_while_ready_says_what_is_missing()
    {
        var isUp = false;
        await using var host = await GatewayHost.StartAsync(services: services => services.AddHealthChecks().AddCheck(
            "pump", () => isUp ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The pump is 5 s behind.")));

        Assert.Equal("""{"status":"healthy","checks":{}}""", await host.Http.GetStringAsync("/health/live", Stop));
        var response = await host.Http.GetAsync("/health/ready", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            """{"status":"unhealthy","checks":{"pump":{"status":"unhealthy","description":"The pump is 5 s behind."}}}""",
            await response.Content.ReadAsStringAsync(Stop));

        isUp = true;
        Assert.StartsWith("""{"status":"healthy",""", await host.Http.GetStringAsync("/health/ready", Stop));
    }
}
