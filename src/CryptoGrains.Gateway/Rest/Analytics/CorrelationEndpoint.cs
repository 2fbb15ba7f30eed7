using CryptoGrains.Gateway.Http;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary><c>GET /api/v1/analytics/correlation</c>: how much each two of many instruments move together.</summary>
internal static class CorrelationEndpoint
{
    public static async Task<Results<EncodedResult, ProblemHttpResult>> GetAsync(
        HttpContext context, Instruments instruments, SeriesReader series, Analyses analyses, [AsParameters] CorrelationParameters parameters)
    {
        var reader = new QueryReader(context.Request.Query, CorrelationParameters.Names);
        var (request, problem) = await CorrelationRequest.ReadAsync(reader, parameters, instruments, context.RequestAborted);
        if (problem is not null)
            return problem.ToResult();

        return await analyses.AnswerAsync(
            $"correlation {request.Key}",
            async stop =>
            {
                var (market, correlations) = await request.CorrelateAsync(series, stop);
                var places = Enumerable.Range(0, correlations.Size);
                var answer = new CorrelationAnswer(
                    request.Interval.Name(),
                    request.Method,
                    request.Window,
                    request.LeastCommon,
                    market.Matrix.Times is [.., var last] ? last.UnixMilliseconds : null,
                    [.. market.Matrix.Instruments.Select(instrument => instrument.Name)],
                    [.. places.Select(left => places.Select(right => correlations[left, right]).ToArray())]);
                return new Analysis<CorrelationAnswer>(answer, market.Reads);
            },
            context.RequestAborted);
    }
}
