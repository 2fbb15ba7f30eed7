using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary>
/// A venue's history over real HTTP, on a free port of this machine: <c>GET /api/v3/klines</c>, of one symbol, with a candle for every interval there
/// ever was. It asks for patience at first, as an exchange does.
/// </summary>
internal sealed class KlineVenue : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _symbol;
    private int _requests;

    private KlineVenue(WebApplication application, string symbol) => (_application, _symbol) = (application, symbol);

    public string Url => _application.Urls.First();

    public int Requests => _requests;

    public static async Task<KlineVenue> StartAsync(string symbol)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var venue = new KlineVenue(builder.Build(), symbol);
        venue._application.MapGet("/api/v3/klines", venue.Answer);
        await venue._application.StartAsync();
        return venue;
    }

    /// <summary>The price of a candle, by its open time.</summary>
    public static decimal PriceAt(DateTimeOffset open) => 1_000 + (open.ToUnixTimeSeconds() / 60 % 1_000);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private IResult Answer(HttpContext context, string symbol, string interval, long startTime, long endTime, int limit)
    {
        if (Interlocked.Increment(ref _requests) == 1)
        {
            context.Response.Headers.RetryAfter = "0";
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var length = interval switch { "1m" => 60_000L, "1h" => 3_600_000L, _ => 0 };
        if (symbol != _symbol || length == 0)
            return Results.BadRequest();

        var rows = new List<object[]>();
        for (var open = (startTime + length - 1) / length * length; open <= endTime && rows.Count < limit; open += length)
        {
            var price = $"{PriceAt(DateTimeOffset.FromUnixTimeMilliseconds(open))}";
            rows.Add([open, price, price, price, price, "10.5", open + length - 1, "100", 7, "4", "40", "0"]);
        }

        return Results.Json(rows);
    }
}
