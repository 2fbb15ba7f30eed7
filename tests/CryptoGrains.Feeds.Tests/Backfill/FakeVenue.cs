using System.Collections.Specialized;
using System.Net;
using System.Text;
using System.Web;

namespace CryptoGrains.Feeds.Tests.Backfill;

/// <summary>A venue's history endpoint with minute candles from 0 on, which may be made to fail first.</summary>
internal sealed class FakeVenue(int candles, params Func<HttpResponseMessage>[] first) : HttpMessageHandler
{
    public int Requests { get; private set; }

    public HttpClient Client() => new(this) { BaseAddress = new Uri("http://venue.test/") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Requests++;
        return Task.FromResult(number < first.Length ? first[number]() : Answer(HttpUtility.ParseQueryString(request.RequestUri!.Query)));
    }

    private HttpResponseMessage Answer(NameValueCollection query)
    {
        Assert.Equal("BTCUSDT", query["symbol"]);
        Assert.Equal("1m", query["interval"]);
        var (start, end, limit) = (long.Parse(query["startTime"]!), long.Parse(query["endTime"]!), int.Parse(query["limit"]!));
        var rows = Enumerable.Range(0, candles)
            .Select(minute => minute * 60_000L)
            .Where(open => open >= start && open <= end)
            .Take(limit)
            .Select(open => $"""[{open},"100.10","101","99.5","100.2","12.5",{open + 59_999},"1252.5",7,"6.25","626.2","0"]""");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"[{string.Join(',', rows)}]", Encoding.UTF8, "application/json") };
    }
}
