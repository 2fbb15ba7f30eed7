using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Metrics;
using CryptoGrains.Gateway.Push;
using CryptoGrains.Gateway.Push.Channels;
using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Gateway.Push.WebSockets;
using CryptoGrains.Gateway.Rest;
using CryptoGrains.Gateway.Rest.Analytics;
using CryptoGrains.Gateway.Timelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CryptoGrains.Gateway;

/// <summary>
/// Registers what the gateway needs. It calls grains through the <see cref="Orleans.IGrainFactory"/>, and reads the history through the
/// <see cref="History.Reading.ICandleHistory"/>, that are registered beside it.
/// </summary>
public static class GatewayServices
{
    /// <summary>Adds the gateway: REST, push, health, metrics.</summary>
    /// <exception cref="ArgumentException">A limit in <paramref name="options"/> is not positive, or the primary venue is none.</exception>
    public static IServiceCollection AddMarketGateway(this IServiceCollection services, GatewayOptions options)
    {
        GatewayOptions.Check(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<GatewayMeter>();
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton<Instruments>();
        services.AddSingleton<PageCache>();
        services.AddSingleton<TimelineReader>();
        services.AddSingleton<FilledTimeline>();
        services.AddSingleton<CandlePages>();
        services.AddAnalytics();
        services.AddPush(options);
        services.AddStatusProblems();
        services.AddHealthChecks();
        services.AddOpenApi("v1");
        return services;
    }

    private static void AddAnalytics(this IServiceCollection services)
    {
        services.AddSingleton<AnalysisCache>();
        services.AddSingleton<AnalysisGate>();
        services.AddSingleton<Analyses>();
        services.AddSingleton<SeriesReader>();
        services.AddSingleton<SeriesAnswers>();
        services.AddSingleton<LiveMarket>();
    }

    private static void AddPush(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton<PushMetrics>();
        services.AddSingleton<ChannelBroker>();
        services.AddSingleton<PushConnections>();
        services.AddSingleton<WebSocketEndpoint>();
        services.AddSignalR(signalR =>
        {
            signalR.MaximumReceiveMessageSize = options.MaxMessageBytes;
            signalR.DisableImplicitFromServicesParameters = true;
        });
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.AllowedOrigins]).AllowAnyHeader().AllowAnyMethod().AllowCredentials()
            .WithExposedHeaders("ETag", "Next-Cursor", "Location", EncodedResult.WarningHeader)));
    }
}
