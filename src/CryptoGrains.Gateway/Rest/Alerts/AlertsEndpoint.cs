using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using CryptoGrains.Grains.Alerts;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary><c>/api/v1/alerts</c>: what rules saw, who has seen it, and the journal of both.</summary>
internal static class AlertsEndpoint
{
    private const int UsualLimit = 100;
    private const int MaxLimit = 10_000;
    private const int UsualLines = 1_000;
    private const int MaxNote = 500;

    public static async Task<Results<Ok<AlertsAnswer>, FileContentHttpResult, ProblemHttpResult>> ListAsync(
        HttpContext context, IGrainFactory grains, AlertHistory history, GatewayOptions options, [AsParameters] AlertsParameters parameters)
    {
        var reader = new QueryReader(context.Request.Query, AlertsParameters.Names);
        var format = reader.OneOf(ProblemCodes.BadFormat, "format", parameters.Format, "json", "csv");
        var filter = ReadFilter(reader, parameters, options.PrimaryVenue);
        if (reader.Problem is { } problem)
            return problem.ToResult();

        // The grain has those that are open; the journal has all, those that are over too.
        var alerts = filter.State is AlertState.Firing or AlertState.Acknowledged
            ? await grains.GetGrain<IAlertGrain>(IAlertGrain.Key).GetOpenAsync(filter)
            : await history.ReadAsync(filter, context.RequestAborted);
        var next = alerts.Length == filter.Limit ? alerts[^1].Seq.ToString(CultureInfo.InvariantCulture) : null;
        context.Response.Headers.CacheControl = "no-store";
        if (format == "json")
            return TypedResults.Ok(new AlertsAnswer([.. alerts.Select(AlertAnswer.Of)], next));

        if (next is not null)
            context.Response.Headers["Next-Cursor"] = next;
        return TypedResults.File(AlertCsv.Encode(alerts), AlertCsv.ContentType, "alerts.csv");
    }

    public static async Task<Results<Ok<AlertAnswer>, ProblemHttpResult>> AcknowledgeAsync(
        HttpContext context, IGrainFactory grains, [Description("The alert's id.")] string id)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, context.RequestAborted);
        using (body)
        {
            if (problem is not null)
                return problem.ToResult();

            var by = TextOf(body, "by") ?? Actor.Of(context.Request);
            var note = TextOf(body, "note");
            if (Actor.Mistake(by) is { } mistake)
                return new Problem(400, ProblemCodes.BadRequest, mistake).ToResult();
            if (note?.Length > MaxNote)
                return new Problem(400, ProblemCodes.BadRequest, $"The note has {note.Length} characters, and {MaxNote} are kept at the most.").ToResult();

            return await grains.GetGrain<IAlertGrain>(IAlertGrain.Key).AcknowledgeAsync(id, by, note) is { } alert
                ? TypedResults.Ok(AlertAnswer.Of(alert))
                : new Problem(404, ProblemCodes.UnknownAlert, $"No open alert has the id '{QueryReader.Shorten(id)}': it may be over. /api/v1/alerts lists all.").ToResult();
        }
    }

    /// <summary>The journal's lines as they are, for whoever checks the chain.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> JournalAsync(
        HttpContext context,
        AlertJournal journal,
        [Description("The number of the first line: usually 1.")] string? from = null,
        [Description("The most lines to give: 1 to 10,000, usually 1,000.")] string? limit = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(from), nameof(limit));
        var most = reader.Limit(limit, UsualLines, MaxLimit);
        var first = ReadSeq(reader, from) ?? 1;
        if (reader.Problem is { } problem)
            return problem.ToResult();

        using var lines = new MemoryStream();
        await foreach (var line in journal.ReadAsync(first, context.RequestAborted))
        {
            lines.Write(line.Bytes.Span);
            lines.WriteByte((byte)'\n');
            if (--most == 0)
                break;
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(lines.ToArray(), "application/x-ndjson");
    }

    private static AlertFilter ReadFilter(QueryReader reader, AlertsParameters parameters, string primaryVenue)
    {
        AlertState? state = null;
        if (parameters.State is { } stateName)
            state = AlertNames.TryParse(reader.OneOf(ProblemCodes.BadState, "state", stateName, [.. AlertNames.AllStates]), out AlertState read) ? read : null;
        AlertSeverity? severity = null;
        if (parameters.Severity is { } severityName)
        {
            severity = AlertNames.TryParse(
                reader.OneOf(ProblemCodes.BadSeverity, "severity", severityName, [.. AlertNames.AllSeverities]), out AlertSeverity read) ? read : null;
        }

        Instrument? instrument = null;
        if (parameters.Symbol is { } symbol)
        {
            if (Instrument.TryParse(symbol, primaryVenue, out var named))
                instrument = named;
            else
                reader.Refuse(ProblemCodes.UnknownSymbol, $"'{QueryReader.Shorten(symbol)}' is no instrument. Write VENUE:SYMBOL, such as BINANCE:BTCUSDT.");
        }

        var (from, to) = (reader.Time("from", parameters.From), reader.Time("to", parameters.To));
        if (from >= to)
            reader.Refuse(ProblemCodes.BadRange, $"The range is empty: from ({from}) must be before to ({to}), which is exclusive.");
        return new AlertFilter
        {
            State = state,
            RuleId = parameters.Rule,
            Instrument = instrument,
            Severity = severity,
            From = from,
            To = to,
            Before = ReadSeq(reader, parameters.Cursor),
            Limit = reader.Limit(parameters.Limit, UsualLimit, MaxLimit),
        };
    }

    private static long? ReadSeq(QueryReader reader, string? text)
    {
        if (text is null)
            return null;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) || seq < 1)
            reader.Refuse(ProblemCodes.BadCursor, $"'{QueryReader.Shorten(text)}' is no number of a line. Write one from 1 on, or leave it out.");
        return seq;
    }

    private static string? TextOf(JsonDocument? body, string name) =>
        body is not null && body.RootElement.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : null;
}
