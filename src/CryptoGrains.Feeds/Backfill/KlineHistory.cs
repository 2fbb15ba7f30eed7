using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Backfill;

/// <summary>
/// Asks a venue for candles of the past, over HTTP: <c>GET /api/v3/klines</c> as Binance serves it, a thousand at a time. A venue that asks
/// for patience gets it, a bounded number of times.
/// </summary>
/// <param name="http">The client, with the venue's address as its base.</param>
/// <param name="time">For waiting.</param>
public sealed class KlineHistory(HttpClient http, TimeProvider time)
{
    private const int RowsAtOnce = 1_000;
    private const int Attempts = 5;
    private const int MostBytes = 4 << 20;

    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(2);

    /// <summary>Reads the candles whose open times lie in a range, in order.</summary>
    /// <param name="symbol">The venue's symbol.</param>
    /// <param name="interval">The interval, as the venue names it.</param>
    /// <param name="from">The first open time.</param>
    /// <param name="to">Open times before this one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FeedException">The venue refuses, can't be reached, or answers what can't be read.</exception>
    public async IAsyncEnumerable<Kline> ReadAsync(
        string symbol, string interval, Timestamp from, Timestamp to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var start = from.UnixMilliseconds;
        var end = to.UnixMilliseconds;
        while (start < end)
        {
            var query = $"api/v3/klines?symbol={Uri.EscapeDataString(symbol)}&interval={Uri.EscapeDataString(interval)}"
                + $"&startTime={start}&endTime={end - 1}&limit={RowsAtOnce}";
            var rows = Parse(await AskAsync(query, cancellationToken), query);
            foreach (var row in rows)
            {
                var open = row.OpenTime.UnixMilliseconds;
                if (open < start || open >= end)
                    throw new FeedException($"{http.BaseAddress}{query} answered a candle of {row.OpenTime}, which was not asked for.");

                start = open + 1;
                yield return row;
            }

            if (rows.Count < RowsAtOnce)
                yield break;
        }
    }

    private static List<Kline> Parse(byte[] body, string query)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            var rows = new List<Kline>(answer.RootElement.GetArrayLength());
            foreach (var row in answer.RootElement.EnumerateArray())
            {
                rows.Add(new Kline(
                    Timestamp.FromUnixMilliseconds(row[0].GetInt64()),
                    Number(row[1]),
                    Number(row[2]),
                    Number(row[3]),
                    Number(row[4]),
                    Number(row[5]),
                    Number(row[7]),
                    row[8].GetInt64(),
                    Number(row[9])));
            }

            return rows;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new FeedException($"The answer to {query} is not a list of klines: {unreadable.Message}", unreadable);
        }
    }

    private static decimal Number(JsonElement text) =>
        ExactDecimal.TryParse(System.Text.Encoding.UTF8.GetBytes(text.GetString() ?? string.Empty), out var number)
            ? number
            : throw new FormatException($"'{text}' is not a number of at most 28 digits");

    private async Task<byte[]> AskAsync(string query, CancellationToken cancellationToken)
    {
        var patience = FirstPatience;
        for (var attempt = 1; ; attempt++)
        {
            var (body, status, asked) = await TryAsync(query, cancellationToken);
            if (body is not null)
                return body;
            if (attempt == Attempts || status is not null && !IsWorthAnotherTry(status.Value))
                throw new FeedException($"{http.BaseAddress}{query} could not be had: {(status is null ? "the venue can't be reached" : $"the venue answered {(int)status}")}.");

            var wait = asked ?? patience;
            await Task.Delay(wait < LongestPatience ? wait : LongestPatience, time, cancellationToken);
            patience *= 2;
        }
    }

    private async Task<(byte[]? Body, HttpStatusCode? Status, TimeSpan? RetryAfter)> TryAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(query, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                return (null, answer.StatusCode, answer.Headers.RetryAfter?.Delta);

            await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
            using var body = new MemoryStream();
            var buffer = new byte[64 << 10];
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (body.Length + read > MostBytes)
                    throw new FeedException($"{http.BaseAddress}{query} answered more than {MostBytes:N0} bytes, which no list of {RowsAtOnce:N0} candles has.");
                body.Write(buffer, 0, read);
            }

            return (body.ToArray(), answer.StatusCode, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, null, null);
        }
    }

    private static bool IsWorthAnotherTry(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or (HttpStatusCode)418 || (int)status >= 500;
}
