using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary><c>GET /api/v1/analytics/network</c>: which instruments hang together, and how closely.</summary>
internal static class NetworkEndpoint
{
    private const double UsualThreshold = 0.7;
    private const string UsualHubs = "BTCUSDT,ETHUSDT";

    public static async Task<Results<EncodedResult, ProblemHttpResult>> GetAsync(
        HttpContext context,
        Instruments instruments,
        SeriesReader series,
        Analyses analyses,
        GatewayOptions options,
        [AsParameters] CorrelationParameters parameters,
        [Description("Two instruments are joined whose correlation is above this, or below its negative: 0 to 1, usually 0.7.")] string? threshold = null,
        [Description("The instruments that ways are sought to, with commas; usually BTCUSDT,ETHUSDT, as far as they are there.")] string? hubs = null)
    {
        var reader = new QueryReader(context.Request.Query, [.. CorrelationParameters.Names, nameof(threshold), nameof(hubs)]);
        var least = ReadThreshold(reader, threshold);
        var (request, problem) = await CorrelationRequest.ReadAsync(reader, parameters, instruments, context.RequestAborted);
        if (problem is not null)
            return problem.ToResult();

        var (places, unknown) = FindHubs(request.Instruments, hubs, options.PrimaryVenue);
        if (unknown is not null)
            return unknown.ToResult();

        return await analyses.AnswerAsync(
            $"network {least:R} {string.Join(',', places)} {request.Key}",
            async stop =>
            {
                var (market, correlations) = await request.CorrelateAsync(series, stop);
                var network = new CorrelationNetwork(correlations, least);
                return new Analysis<NetworkAnswer>(NetworkAnswer.Of(request, market.Matrix, network, least, places), market.Reads);
            },
            context.RequestAborted);
    }

    private static double ReadThreshold(QueryReader reader, string? text)
    {
        if (text is null)
            return UsualThreshold;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var threshold) || threshold > 1)
        {
            reader.Refuse(
                ProblemCodes.BadThreshold,
                $"The threshold '{QueryReader.Shorten(text)}' is not allowed. Write a number from 0 to 1, such as 0.7.");
        }

        return threshold;
    }

    private static (ImmutableArray<int> Places, Problem? Problem) FindHubs(
        ImmutableArray<FoundInstrument> instruments, string? hubs, string primaryVenue)
    {
        var places = ImmutableArray.CreateBuilder<int>();
        foreach (var name in (hubs ?? UsualHubs).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var place = Instrument.TryParse(name, primaryVenue, out var hub)
                ? instruments.TakeWhile(found => found.Instrument != hub).Count()
                : instruments.Length;
            if (place < instruments.Length)
            {
                places.Add(place);
            }
            else if (hubs is not null)
            {
                return ([], new Problem(
                    400, ProblemCodes.BadSymbols, $"'{QueryReader.Shorten(name)}' in 'hubs' is none of the instruments. Name it in 'symbols' too."));
            }
        }

        return ([.. places.Distinct()], null);
    }
}
