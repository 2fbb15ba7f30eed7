using System.ComponentModel;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary><c>POST /api/v1/alert-rules/{id}/backtest</c>: a dry run of a rule over the timeline of one instrument.</summary>
internal static class BacktestEndpoint
{
    private const int PageCandles = 5_000;
    private const int MostCandles = 50_000;
    private const int MostEvents = 2_000;

    public static async Task<Results<Ok<BacktestAnswer>, ProblemHttpResult>> RunAsync(
        HttpContext context,
        IGrainFactory grains,
        Instruments instruments,
        TimelineReader timeline,
        TimeProvider time,
        [Description("The rule's id.")] string id,
        [Description("VENUE:SYMBOL, or a symbol of the primary venue.")] string? symbol = null,
        [Description("The first open time: ISO 8601, or milliseconds since 1970. Usually 1,000 intervals before the end.")] string? from = null,
        [Description("The end, not with it. Usually now.")] string? to = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(symbol), nameof(from), nameof(to));
        var (start, end) = (reader.Time(nameof(from), from), reader.Time(nameof(to), to) ?? Timestamp.From(time.GetUtcNow()));
        if (reader.Problem is { } problem)
            return problem.ToResult();
        if (await grains.GetGrain<IAlertGrain>(IAlertGrain.Key).FindRuleAsync(id) is not { } rule)
            return AlertRulesEndpoint.Unknown(id).ToResult();

        var (instrument, grain, unknown) = await instruments.ResolveAsync(symbol ?? string.Empty, context.RequestAborted);
        if (unknown is not null)
            return unknown.ToResult();

        if (!CompiledRule.TryCompile(rule, out var compiled, out var mistake) || !RuleBacktest.TryBegin(compiled, instrument, out var backtest, out mistake))
            return new Problem(StatusCodes.Status400BadRequest, ProblemCodes.NoBacktest, mistake).ToResult();

        start ??= end - (rule.Interval.Length() * 1_000);
        try
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(await RunAsync(backtest, rule, timeline, grain, instrument, start.Value, end, context.RequestAborted));
        }
        catch (HistoryUnavailableException)
        {
            return Problems.HistoryUnavailable().ToResult();
        }
    }

    private static async Task<BacktestAnswer> RunAsync(
        RuleBacktest backtest,
        AlertRule rule,
        TimelineReader timeline,
        ISymbolGrain? grain,
        Instrument instrument,
        Timestamp start,
        Timestamp end,
        CancellationToken cancellationToken)
    {
        var events = new List<RuleEvent>();
        var (candles, next) = (0, (Timestamp?)start);
        Timestamp? first = null, last = null;
        while (next is { } at && at < end && candles < MostCandles && events.Count < MostEvents)
        {
            var asked = new CandlesAsked(instrument, rule.Interval, at, end, PageCandles);
            var page = (await timeline.ReadAsync(TimelineSource.Merged, grain, asked, given: null, cancellationToken))!;
            foreach (var candle in page.Candles.Where(candle => candle.Closed))
            {
                events.AddRange(backtest.Apply(candle));
                first ??= candle.OpenTime;
                last = candle.OpenTime + rule.Interval.Length();
                candles++;
            }

            next = page.Next;
        }

        return new BacktestAnswer(
            rule.Id,
            rule.Version,
            instrument.Name,
            rule.Interval.Name(),
            first?.UnixMilliseconds,
            last?.UnixMilliseconds,
            candles,
            backtest.IsApproximate,
            BacktestAlertAnswer.Of(events),
            next < end ? next?.UnixMilliseconds : null);
    }
}
