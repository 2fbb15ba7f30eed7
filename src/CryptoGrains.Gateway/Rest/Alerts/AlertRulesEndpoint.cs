using System.ComponentModel;
using System.Globalization;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary><c>/api/v1/alert-rules</c>: what people want to be told of.</summary>
internal static class AlertRulesEndpoint
{
    private const string Path = "/api/v1/alert-rules";
    private const int UsualLimit = 1_000;
    private const int MaxLimit = 10_000;

    public static async Task<Results<Ok<AlertRulesAnswer>, ProblemHttpResult>> ListAsync(
        HttpContext context,
        IGrainFactory grains,
        [Description("The most rules to give: 1 to 10,000, usually 1,000.")] string? limit = null,
        [Description("The 'next' of the page before.")] string? cursor = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(limit), nameof(cursor));
        var most = reader.Limit(limit, UsualLimit, MaxLimit);
        if (reader.Problem is { } problem)
            return problem.ToResult();

        var all = await Alerts(grains).GetRulesAsync(knownVersion: -1);
        var page = all.Rules!.Value.Where(rule => cursor is null || string.CompareOrdinal(rule.Id, cursor) > 0).Take(most + 1).ToList();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new AlertRulesAnswer(
            all.Version, [.. page.Take(most).Select(AlertRuleAnswer.Of)], page.Count > most ? page[most - 1].Id : null));
    }

    public static async Task<Results<Ok<AlertRuleAnswer>, ProblemHttpResult>> GetAsync(
        HttpContext context, IGrainFactory grains, [Description("The rule's id.")] string id) =>
        await Alerts(grains).FindRuleAsync(id) is { } rule ? TypedResults.Ok(Tagged(context, rule)) : Unknown(id).ToResult();

    public static async Task<Results<Created<AlertRuleAnswer>, ProblemHttpResult>> AddAsync(HttpContext context, IGrainFactory grains, GatewayOptions options)
    {
        var (wish, by, problem) = await ReadAsync(context, options, id: "", version: 0);
        if (problem is not null)
            return problem.ToResult();

        return await Alerts(grains).AddRuleAsync(wish!, by) is { } rule
            ? TypedResults.Created($"{Path}/{rule.Id}", Tagged(context, rule))
            : new Problem(
                StatusCodes.Status409Conflict, ProblemCodes.TooManyRules, "There are as many rules as there may be. Delete one that is no longer needed.").ToResult();
    }

    public static async Task<Results<Ok<AlertRuleAnswer>, ProblemHttpResult>> ChangeAsync(
        HttpContext context, IGrainFactory grains, GatewayOptions options, [Description("The rule's id.")] string id)
    {
        if (!TryReadVersion(context.Request, out var version, out var unread))
            return unread!.ToResult();

        var (wish, by, problem) = await ReadAsync(context, options, id, version);
        if (problem is not null)
            return problem.ToResult();

        if (await Alerts(grains).ChangeRuleAsync(wish!, by) is { } rule)
            return TypedResults.Ok(Tagged(context, rule));

        return await Alerts(grains).FindRuleAsync(id) is { } other
            ? new Problem(
                StatusCodes.Status412PreconditionFailed,
                ProblemCodes.RuleChanged,
                $"The rule is at version {other.Version}, not {version}: somebody has changed it. Read it again, and change that.").ToResult()
            : Unknown(id).ToResult();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        HttpContext context, IGrainFactory grains, [Description("The rule's id.")] string id)
    {
        var by = Actor.Of(context.Request);
        if (Actor.Mistake(by) is { } mistake)
            return BadRule([mistake]).ToResult();

        return await Alerts(grains).DeleteRuleAsync(id, by) ? TypedResults.NoContent() : Unknown(id).ToResult();
    }

    private static IAlertGrain Alerts(IGrainFactory grains) => grains.GetGrain<IAlertGrain>(IAlertGrain.Key);

    private static async Task<(AlertRule? Rule, string By, Problem? Problem)> ReadAsync(HttpContext context, GatewayOptions options, string id, int version)
    {
        var by = Actor.Of(context.Request);
        var (body, problem) = await JsonBody.ReadAsync(context.Request, context.RequestAborted);
        if (body is null)
            return (null, by, problem ?? BadRule(["The body is empty: send the rule as a JSON object."]));

        using (body)
        {
            var reader = new RuleReader(body.RootElement, options.PrimaryVenue);
            var rule = reader.Read(id, version);
            IReadOnlyList<string> mistakes = Actor.Mistake(by) is { } mistake ? [.. reader.Mistakes, mistake] : reader.Mistakes;
            return mistakes.Count == 0 ? (rule, by, null) : (null, by, BadRule(mistakes));
        }
    }

    private static bool TryReadVersion(HttpRequest request, out int version, out Problem? problem)
    {
        version = 0;
        problem = null;
        var tags = request.GetTypedHeaders().IfMatch;
        if (tags.Count == 1 && !tags[0].IsWeak && int.TryParse(tags[0].Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out version))
            return true;

        problem = new Problem(
            StatusCodes.Status428PreconditionRequired,
            ProblemCodes.VersionRequired,
            "Say which version you change: send the rule's ETag in If-Match, such as If-Match: \"3\".");
        return false;
    }

    private static AlertRuleAnswer Tagged(HttpContext context, AlertRule rule)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = new EntityTagHeaderValue($"\"{rule.Version}\"").ToString();
        return AlertRuleAnswer.Of(rule);
    }

    private static Problem BadRule(IReadOnlyList<string> mistakes) =>
        new(StatusCodes.Status400BadRequest, ProblemCodes.BadRule, string.Join(' ', mistakes)) { Mistakes = mistakes };

    internal static Problem Unknown(string id) => new(
        StatusCodes.Status404NotFound, ProblemCodes.UnknownRule, $"There is no rule '{QueryReader.Shorten(id)}'. {Path} lists all there are.");
}
