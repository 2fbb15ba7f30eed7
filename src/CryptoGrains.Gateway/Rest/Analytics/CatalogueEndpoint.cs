using CryptoGrains.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary><c>GET /api/v1/analytics/catalogue</c>: which indicators and detectors there are.</summary>
internal static class CatalogueEndpoint
{
    public static Results<Ok<CatalogueAnswer>, ProblemHttpResult> Get(HttpContext context) =>
        new QueryReader(context.Request.Query).Problem is { } unknown ? unknown.ToResult() : TypedResults.Ok(CatalogueAnswer.All);
}
