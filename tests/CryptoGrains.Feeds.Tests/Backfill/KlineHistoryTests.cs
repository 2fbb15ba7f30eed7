using System.Net;
using System.Net.Http.Headers;
using CryptoGrains.Feeds.Backfill;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Tests.Backfill;

public sealed class KlineHistoryTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_range_is_read_page_by_page_each_candle_once()
    {
        using var venue = new FakeVenue(5_000);
        var rows = await ReadAsync(venue, minutesFrom: 10, minutesTo: 2_510);
        Assert.Equal(Enumerable.Range(10, 2_500).Select(minute => minute * 60_000L), rows.Select(row => row.OpenTime.UnixMilliseconds));
        Assert.Equal(new Kline(rows[0].OpenTime, 100.10m, 101m, 99.5m, 100.2m, 12.5m, 1252.5m, 7, 6.25m), rows[0]);
        Assert.Equal(3, venue.Requests);
    }

    [Fact]
    public async Task What_the_venue_does_not_have_ends_the_range()
    {
        using var venue = new FakeVenue(30);
        Assert.Equal(20, (await ReadAsync(venue, minutesFrom: 10, minutesTo: 2_510)).Count);
    }

    [Fact]
    public async Task A_venue_that_asks_for_patience_is_asked_again()
    {
        using var venue = new FakeVenue(30, () => Patience(HttpStatusCode.TooManyRequests), () => Patience(HttpStatusCode.BadGateway));
        Assert.Equal(5, (await ReadAsync(venue, minutesFrom: 0, minutesTo: 5)).Count);
        Assert.Equal(3, venue.Requests);
    }

    [Fact]
    public async Task A_venue_that_never_answers_is_given_up()
    {
        using var venue = new FakeVenue(30, [.. Enumerable.Repeat<Func<HttpResponseMessage>>(() => throw new HttpRequestException("no route"), 10)]);
        var failure = await Assert.ThrowsAsync<FeedException>(() => ReadAsync(venue, minutesFrom: 0, minutesTo: 5));
        Assert.Contains("can't be reached", failure.Message);
        Assert.Equal(5, venue.Requests);
    }

    [Theory]
    [InlineData("""{"code":-1121,"msg":"Invalid symbol."}""")]
    [InlineData("""[[0,"100","101"]]""")]
    [InlineData("""[[0,"x","101","99","100","1",1,"1",1,"1","1","0"]]""")]
    [InlineData("""[[600000000,"100","101","99","100","1",1,"1",1,"1","1","0"]]""")]
    [InlineData("")]
    public async Task An_answer_that_is_none_is_refused(string body)
    {
        using var venue = new FakeVenue(30, () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
        await Assert.ThrowsAsync<FeedException>(() => ReadAsync(venue, minutesFrom: 0, minutesTo: 5));
        Assert.Equal(1, venue.Requests);
    }

    [Fact]
    public async Task A_refusal_is_not_asked_again()
    {
        using var venue = new FakeVenue(30, () => new HttpResponseMessage(HttpStatusCode.BadRequest));
        var failure = await Assert.ThrowsAsync<FeedException>(() => ReadAsync(venue, minutesFrom: 0, minutesTo: 5));
        Assert.Contains("answered 400", failure.Message);
        Assert.Equal(1, venue.Requests);
    }

    private static async Task<List<Kline>> ReadAsync(FakeVenue venue, int minutesFrom, int minutesTo)
    {
        using var client = venue.Client();
        var rows = new List<Kline>();
        var history = new KlineHistory(client, new EagerTime(DateTimeOffset.UnixEpoch));
        await foreach (var row in history.ReadAsync("BTCUSDT", "1m", new Timestamp(0) + (Minute * minutesFrom), new Timestamp(0) + (Minute * minutesTo)))
            rows.Add(row);
        return rows;
    }

    private static HttpResponseMessage Patience(HttpStatusCode status)
    {
        var answer = new HttpResponseMessage(status);
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(30));
        return answer;
    }
}
