using CryptoGrains.Gateway.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>Rules, alerts and their journal.</summary>
internal static class AlertRoutes
{
    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("").AddEndpointFilter(AnswerFailuresAsync).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        alerts.MapGet("alert-rules", AlertRulesEndpoint.ListAsync)
            .WithName("alertRules").WithSummary("The rules.");
        alerts.MapPost("alert-rules", AlertRulesEndpoint.AddAsync)
            .WithName("addAlertRule").WithSummary("Makes a rule.")
            .Accepts<AlertRuleWish>("application/json")
            .ProducesProblem(StatusCodes.Status409Conflict);
        alerts.MapGet("alert-rules/{id}", AlertRulesEndpoint.GetAsync)
            .WithName("alertRule").WithSummary("One rule.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        alerts.MapPut("alert-rules/{id}", AlertRulesEndpoint.ChangeAsync)
            .WithName("changeAlertRule").WithSummary("Changes a rule from the version that If-Match names.")
            .Accepts<AlertRuleWish>("application/json")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        alerts.MapDelete("alert-rules/{id}", AlertRulesEndpoint.DeleteAsync)
            .WithName("deleteAlertRule").WithSummary("Deletes a rule, and resolves its open alerts.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        alerts.MapPost("alert-rules/{id}/backtest", BacktestEndpoint.RunAsync)
            .WithName("backtestAlertRule").WithSummary("Tells when a rule would have fired on an instrument's closed candles.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        alerts.MapGet("alerts", AlertsEndpoint.ListAsync)
            .WithName("alerts").WithSummary("The alerts, newest first.")
            .Produces<AlertsAnswer>(StatusCodes.Status200OK, "application/json", "text/csv");
        alerts.MapPost("alerts/{id}/acknowledge", AlertsEndpoint.AcknowledgeAsync)
            .WithName("acknowledgeAlert").WithSummary("Notes that somebody has seen an open alert.")
            .Accepts<AcknowledgeWish>(isOptional: true, "application/json")
            .ProducesProblem(StatusCodes.Status404NotFound);
        alerts.MapGet("alerts/journal", AlertsEndpoint.JournalAsync)
            .WithName("alertJournal").WithSummary("The journal's lines, as they are.")
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson");
    }

    /// <summary>A journal that can't be read or written is no fault of the request.</summary>
    private static async ValueTask<object?> AnswerFailuresAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (IOException failure) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AlertRoutes))
                .LogError(failure, "The alerts' journal can't be used.");
            return new Problem(
                StatusCodes.Status503ServiceUnavailable,
                ProblemCodes.AlertsUnavailable,
                "The journal of the alerts can't be read or written just now, and the log says why. What you sent may have been done: read before you send it again.").ToResult();
        }
    }
}
