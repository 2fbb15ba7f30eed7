using CryptoGrains.Gateway.Http;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Answers what is asked of one instrument's closed candles.</summary>
internal sealed class SeriesAnswers(Instruments instruments, SeriesReader candles, Analyses analyses)
{
    /// <summary>Reads the rest of the query and the candles, and answers.</summary>
    /// <param name="what">What is asked, the same text for the same question.</param>
    /// <param name="reader">The reader of the query, with whatever it has met.</param>
    /// <param name="parameters">The query.</param>
    /// <param name="symbol">The instrument's name.</param>
    /// <param name="answer">Makes the answer.</param>
    /// <param name="cancellationToken">The end of the request.</param>
    public async Task<Results<EncodedResult, ProblemHttpResult>> AnswerAsync<T>(
        string what, QueryReader reader, SeriesParameters parameters, string symbol, Func<ClosedSeries, T> answer, CancellationToken cancellationToken)
    {
        var interval = reader.Interval(parameters.Interval, Interval.OneHour);
        var (from, to) = reader.Range(parameters.From, parameters.To);
        if (reader.Problem is { } bad)
            return bad.ToResult();

        var found = await instruments.ResolveAsync(symbol, cancellationToken);
        if (found.Problem is { } problem)
            return problem.ToResult();

        return await analyses.AnswerAsync(
            $"{what} {interval} {from?.Microseconds} {to?.Microseconds} {found.Instrument}",
            async stop =>
            {
                var read = await candles.ReadClosedAsync(found, interval, from, to, SeriesReader.MaxBars, stop);
                return new Analysis<T>(answer(new ClosedSeries(found.Instrument, interval, read.Candles)), [read with { Candles = [] }]);
            },
            cancellationToken);
    }
}
