using CryptoGrains.Gateway.Metrics;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Analyses in the bytes they are sent in, by what was asked.</summary>
internal sealed class AnalysisCache(GatewayOptions options, GatewayMeter meter)
    : BodyCache<string, CachedAnalysis>(options.AnalysisCacheBytes, analysis => analysis.Body, meter, "analysis_cache", "analyses");
