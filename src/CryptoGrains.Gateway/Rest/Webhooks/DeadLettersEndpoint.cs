using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Webhooks;

/// <summary><c>/api/v1/webhooks/{id}/dead-letters</c>: the deliveries that were given up, and the wish that they are sent again.</summary>
internal static class DeadLettersEndpoint
{
    public static async Task<Results<Ok<DeadLettersAnswer>, ProblemHttpResult>> ListAsync(
        HttpContext context, IGrainFactory grains, [Description("The webhook's id.")] string id)
    {
        if (WebhooksEndpoint.Begin(context) is { } problem)
            return problem.ToResult();

        return await WebhooksEndpoint.GrainOf(grains).GetDeadLettersAsync(id) is { } letters
            ? TypedResults.Ok(new DeadLettersAnswer([.. letters.Select(DeadLetterAnswer.Of)]))
            : WebhooksEndpoint.Unknown(id).ToResult();
    }

    public static Task<Results<Accepted<ResendAnswer>, ProblemHttpResult>> ResendAllAsync(
        HttpContext context, IGrainFactory grains, [Description("The webhook's id.")] string id) => ResendAsync(context, grains, id, key: null);

    public static async Task<Results<Accepted<ResendAnswer>, ProblemHttpResult>> ResendAsync(
        HttpContext context,
        IGrainFactory grains,
        [Description("The webhook's id.")] string id,
        [Description("The dead letter's key.")] string? key)
    {
        if (WebhooksEndpoint.Begin(context) is { } problem)
            return problem.ToResult();
        if (await WebhooksEndpoint.GrainOf(grains).ResendAsync(id, key) is not { } waiting)
            return WebhooksEndpoint.Unknown(id).ToResult();

        var list = $"/api/v1/webhooks/{Uri.EscapeDataString(id)}/dead-letters";
        return waiting > 0 || key is null
            ? TypedResults.Accepted(list, new ResendAnswer(waiting))
            : new Problem(
                StatusCodes.Status404NotFound,
                ProblemCodes.UnknownDeadLetter,
                $"The webhook has no dead letter '{QueryReader.Shorten(key)}': it was sent, or is no longer kept. GET {list} lists those there are.").ToResult();
    }
}
