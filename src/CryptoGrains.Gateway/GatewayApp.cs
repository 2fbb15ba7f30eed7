using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Metrics;
using CryptoGrains.Gateway.Push;
using CryptoGrains.Gateway.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway;

/// <summary>Puts the gateway into a web application.</summary>
public static class GatewayApp
{
    /// <summary>
    /// Maps everything the gateway serves: <c>/api/v1</c>, push, health, metrics, the OpenAPI document and the page.
    /// </summary>
    public static WebApplication MapMarketGateway(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<GatewayOptions>();

        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseCors();
        app.UseOriginPolicy(options);
        app.UseWebSockets();
        app.UseDashboard(options.WebRoot);

        app.MapRest();
        app.MapPush();
        app.MapHealth();
        app.MapPrometheus();
        app.MapOpenApi("/openapi/{documentName}.json");
        return app;
    }
}
