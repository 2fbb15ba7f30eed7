using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CryptoGrains.Gateway.Rest;

/// <summary>Sends an <see cref="EncodedBody"/>: settled ones may be cached and asked for by tag, live ones may not.</summary>
internal sealed class EncodedResult(EncodedBody body) : IResult
{
    /// <summary>
    /// How long a settled answer may be kept, by clients and by <see cref="CandlePages"/>: corrections still reach all within
    /// a minute.
    /// </summary>
    public static readonly TimeSpan SettledAge = TimeSpan.FromSeconds(60);

    /// <summary>The header that carries <see cref="EncodedBody.Warning"/>.</summary>
    public const string WarningHeader = "Timeline-Warning";

    private const string Immutable = "public, max-age=31536000, immutable";

    private static readonly string Settled = $"public, max-age={SettledAge.TotalSeconds}";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = body switch
        {
            { ETag: null } => "no-store",
            { IsImmutable: true } => Immutable,
            _ => Settled,
        };
        if (body.ETag is not null)
        {
            response.Headers.ETag = body.ETag;
            if (IsKnown(httpContext.Request, body.ETag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        if (body.Next is not null)
            response.Headers["Next-Cursor"] = body.Next;
        if (body.Warning is not null)
            response.Headers[WarningHeader] = body.Warning;
        if (body.FileName is not null)
            response.Headers.ContentDisposition = $"attachment; filename=\"{body.FileName}\"";
        response.ContentType = body.ContentType;
        response.ContentLength = body.Bytes.Length;
        return response.Body.WriteAsync(body.Bytes, httpContext.RequestAborted).AsTask();
    }

    private static bool IsKnown(HttpRequest request, string etag)
    {
        if (request.Headers.IfNoneMatch.Count == 0)
            return false;

        var ours = new EntityTagHeaderValue(etag);
        foreach (var theirs in request.GetTypedHeaders().IfNoneMatch)
        {
            // If-None-Match compares weakly: a proxy that has compressed the body may have weakened the tag.
            if (theirs.Equals(EntityTagHeaderValue.Any) || theirs.Compare(ours, useStrongComparison: false))
                return true;
        }

        return false;
    }
}
