using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using CryptoGrains.Grains.Alerts.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Webhooks;

/// <summary><c>/api/v1/webhooks</c>: where alerts are sent to.</summary>
internal static class WebhooksEndpoint
{
    public static async Task<Results<Ok<WebhooksAnswer>, ProblemHttpResult>> ListAsync(HttpContext context, IGrainFactory grains)
    {
        if (Begin(context) is { } problem)
            return problem.ToResult();

        return TypedResults.Ok(new WebhooksAnswer([.. (await GrainOf(grains).ListAsync()).Select(WebhookAnswer.Of)]));
    }

    public static async Task<Results<Created<AddedWebhookAnswer>, ProblemHttpResult>> AddAsync(
        HttpContext context, IGrainFactory grains, WebhookOptions options, WebhookRequest request)
    {
        var reader = new QueryReader(context.Request.Query);
        context.Response.Headers.CacheControl = "no-store";
        if (WebhookUrl.Mistake(request.Url, options.AllowPrivateAddresses) is { } mistake)
            reader.Refuse(ProblemCodes.BadUrl, mistake);
        var severity = reader.OneOf(ProblemCodes.BadSeverity, "severity", request.Severity, [.. AlertNames.AllSeverities]);
        if (reader.Problem is { } problem)
            return problem.ToResult();

        var url = new Uri(request.Url!).AbsoluteUri;
        if (await GrainOf(grains).AddAsync(url, AlertNames.ParseSeverity(severity)) is not { } webhook)
        {
            return new Problem(
                StatusCodes.Status409Conflict,
                ProblemCodes.TooManyWebhooks,
                $"There are {options.MostWebhooks} webhooks, which is the most there may be. Remove one first.").ToResult();
        }

        return TypedResults.Created($"/api/v1/webhooks/{webhook.Id}", new AddedWebhookAnswer(webhook.Id, webhook.Url, severity, webhook.Secret));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        HttpContext context, IGrainFactory grains, [Description("The webhook's id.")] string id)
    {
        if (Begin(context) is { } problem)
            return problem.ToResult();

        return await GrainOf(grains).RemoveAsync(id) ? TypedResults.NoContent() : Unknown(id).ToResult();
    }

    public static async Task<Results<Ok<WebhookTestAnswer>, ProblemHttpResult>> TestAsync(
        HttpContext context, IGrainFactory grains, [Description("The webhook's id.")] string id)
    {
        if (Begin(context) is { } problem)
            return problem.ToResult();

        return await GrainOf(grains).TestAsync(id) is { } test
            ? TypedResults.Ok(new WebhookTestAnswer(test.IsDelivered, test.Reason))
            : Unknown(id).ToResult();
    }

    /// <summary>What every answer about webhooks begins with.</summary>
    /// <returns>What is wrong with the query; null where nothing is.</returns>
    internal static Problem? Begin(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new QueryReader(context.Request.Query).Problem;
    }

    internal static IWebhookGrain GrainOf(IGrainFactory grains) => grains.GetGrain<IWebhookGrain>(IWebhookGrain.Key);

    internal static Problem Unknown(string id) => new(
        StatusCodes.Status404NotFound,
        ProblemCodes.UnknownWebhook,
        $"There is no webhook '{QueryReader.Shorten(id)}'. GET /api/v1/webhooks lists those there are.");
}
