using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CryptoGrains.Gateway.Rest.Webhooks;

/// <summary><c>/api/v1/webhooks</c>.</summary>
internal static class WebhookRoutes
{
    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("webhooks");
        webhooks.MapGet(string.Empty, WebhooksEndpoint.ListAsync)
            .WithName("webhooks").WithSummary("Where alerts are sent to.");
        webhooks.MapPost(string.Empty, WebhooksEndpoint.AddAsync)
            .WithName("addWebhook").WithSummary("Has alerts sent to an address. The secret of its signature is in this answer only.")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
        webhooks.MapDelete("{id}", WebhooksEndpoint.RemoveAsync)
            .WithName("removeWebhook").WithSummary("Sends no more alerts there.")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("{id}/test", WebhooksEndpoint.TestAsync)
            .WithName("testWebhook").WithSummary("Sends a test delivery now and tells what became of it.")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapGet("{id}/dead-letters", DeadLettersEndpoint.ListAsync)
            .WithName("deadLetters").WithSummary("The deliveries that were given up.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("{id}/dead-letters/resend", DeadLettersEndpoint.ResendAllAsync)
            .WithName("resendDeadLetters").WithSummary("Sends all of them again.")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("{id}/dead-letters/{key}/resend", DeadLettersEndpoint.ResendAsync)
            .WithName("resendDeadLetter").WithSummary("Sends one of them again.")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
