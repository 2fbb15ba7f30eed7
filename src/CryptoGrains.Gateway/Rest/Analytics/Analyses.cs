using System.Security.Cryptography;
using System.Text.Json;
using CryptoGrains.History.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>
/// Analyses in the bytes they are sent in. One is made once for each version of what it was made from; and one that live candles are part of stays for
/// a second, however they move, so that a busy market is analysed once a second and not once for each reader.
/// </summary>
internal sealed class Analyses(AnalysisCache cache, AnalysisGate gate, ICandleHistory history, TimeProvider time)
{
    private static readonly TimeSpan LiveAge = TimeSpan.FromSeconds(1);

    /// <summary>The answer to what was asked.</summary>
    /// <param name="key">What was asked, the same text for the same question.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="cancellationToken">The end of the request, which ends the work.</param>
    public async Task<Results<EncodedResult, ProblemHttpResult>> AnswerAsync<T>(
        string key, Func<CancellationToken, Task<Analysis<T>>> make, CancellationToken cancellationToken)
    {
        try
        {
            if (cache.Find(key) is { } cached && await StandsAsync(cached, cancellationToken))
                return new EncodedResult(cached.Body);

            return new EncodedResult(await gate.RunAsync(stop => MakeAsync(key, make, stop), cancellationToken));
        }
        catch (AnalysisRefusedException refused)
        {
            return refused.Problem.ToResult();
        }
    }

    private async Task<EncodedBody> MakeAsync<T>(string key, Func<CancellationToken, Task<Analysis<T>>> make, CancellationToken cancellationToken)
    {
        var (answer, reads) = await make(cancellationToken);
        var body = new EncodedBody(JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web), "application/json")
        {
            Warning = reads.FirstOrDefault(read => read.Warning is not null)?.Warning,
        };
        if (reads.All(read => read.IsSettled))
            body = body with { ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Bytes).AsSpan(0, 16))}\"" };

        // What lacks a layer is for those alone who asked when that could not be read.
        if (body.Warning is null)
            cache.Keep(key, new CachedAnalysis([.. reads.Select(read => read.Version)], body, time.GetTimestamp()));
        return body;
    }

    private async ValueTask<bool> StandsAsync(CachedAnalysis cached, CancellationToken cancellationToken)
    {
        var age = time.GetElapsedTime(cached.KeptAt);
        if (age < LiveAge || (cached.Body.ETag is not null && age < EncodedResult.SettledAge))
            return true;

        try
        {
            foreach (var version in cached.MadeFrom)
            {
                if (!await version.StandsAsync(history, cancellationToken))
                    return false;
            }

            return true;
        }
        catch (HistoryUnavailableException)
        {
            // Then it is made anew, and says which layer is missing.
            return false;
        }
    }
}
