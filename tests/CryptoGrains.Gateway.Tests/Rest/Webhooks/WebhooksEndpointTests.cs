using System.Net;
using System.Net.Http.Json;
using System.Text;
using CryptoGrains.Gateway.Rest.Webhooks;
using CryptoGrains.Gateway.Tests.Support;

namespace CryptoGrains.Gateway.Tests.Rest.Webhooks;

public sealed class WebhooksEndpointTests : IAsyncLifetime
{
    private const string Path = "/api/v1/webhooks";
    private const string Url = "https://alerts.example.com/in";

    private GatewayHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_webhook_is_made_listed_without_its_secret_and_removed()
    {
        var made = await PostAsync(Path, new { url = Url, severity = "warning" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal($"{Path}/w1", made.Headers.Location?.ToString());
        Assert.True(made.Headers.CacheControl?.NoStore);
        Assert.Equal(new AddedWebhookAnswer("w1", Url, "warning", "5ec7e7"), await made.Content.ReadFromJsonAsync<AddedWebhookAnswer>(Stop));

        var list = await _host.Http.GetAsync(Path, Stop);
        Assert.DoesNotContain("5ec7e7", await list.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(
            new WebhookAnswer("w1", Url, "warning", 41, 1, "It answered 500."), (await list.Content.ReadFromJsonAsync<WebhooksAnswer>(Stop))!.Webhooks.Single());

        Assert.Equal(HttpStatusCode.NoContent, (await _host.Http.DeleteAsync($"{Path}/w1", Stop)).StatusCode);
        await ProblemAssert.IsAsync(await _host.Http.DeleteAsync($"{Path}/w1", Stop), HttpStatusCode.NotFound, "unknown-webhook", "'w1'");
    }

    [Fact]
    public async Task The_least_severity_is_info_where_none_is_said_and_one_too_many_is_refused()
    {
        for (var i = 0; i < FakeWebhooks.Most; i++)
            Assert.Equal("info", (await (await PostAsync(Path, new { url = Url })).Content.ReadFromJsonAsync<AddedWebhookAnswer>(Stop))!.Severity);
        await ProblemAssert.IsAsync(await PostAsync(Path, new { url = Url }), HttpStatusCode.Conflict, "too-many-webhooks", "Remove one first");
    }

    [Theory]
    [InlineData("""{"url":"https://alerts.example.com/in","severity":"loud"}""", "bad-severity", "info, warning, critical")]
    [InlineData("""{"url":"https://alerts.example.com/in","severity":"2"}""", "bad-severity", "info, warning, critical")]
    [InlineData("""{"url":"http://alerts.example.com/in"}""", "bad-url", "https")]
    [InlineData("""{"url":"https://2130706433/in"}""", "bad-url", "127.0.0.1")]
    [InlineData("""{}""", "bad-url", "missing")]
    [InlineData("""{"url":"https://alerts.example.com/in","secret":"mine"}""", "bad-request", "could not be read")]
    [InlineData("""{"url":7}""", "bad-request", "could not be read")]
    [InlineData("nonsense", "bad-request", "could not be read")]
    public async Task A_mistake_is_named_and_nothing_is_made(string body, string code, string says)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await ProblemAssert.IsAsync(await _host.Http.PostAsync(Path, content, Stop), HttpStatusCode.BadRequest, code, says);
        Assert.Empty(await _host.Market.Webhooks.ListAsync());
    }

    [Fact]
    public async Task A_page_of_another_origin_changes_nothing()
    {
        foreach (var (method, path) in new[] { (HttpMethod.Post, Path), (HttpMethod.Delete, $"{Path}/w1"), (HttpMethod.Post, $"{Path}/w1/test") })
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add("Origin", "https://evil.example");
            await ProblemAssert.IsAsync(await _host.Http.SendAsync(request, Stop), HttpStatusCode.Forbidden, "origin-not-allowed", "evil");
        }
    }

    [Fact]
    public async Task Dead_letters_are_listed_and_sent_again()
    {
        await PostAsync(Path, new { url = Url });
        var letters = await _host.Http.GetFromJsonAsync<DeadLettersAnswer>($"{Path}/w1/dead-letters", Stop);
        Assert.Equal(new DeadLetterAnswer("a1b2:fired", 7, "It answered 400.", 1, 1_722_819_723_000, false), letters!.DeadLetters.Single());

        foreach (var which in new[] { "a1b2:fired/", "a1b2%3Afired/", string.Empty })
        {
            var resent = await _host.Http.PostAsync($"{Path}/w1/dead-letters/{which}resend", null, Stop);
            Assert.Equal(HttpStatusCode.Accepted, resent.StatusCode);
            Assert.Equal(new ResendAnswer(1), await resent.Content.ReadFromJsonAsync<ResendAnswer>(Stop));
        }

        await ProblemAssert.IsAsync(
            await _host.Http.PostAsync($"{Path}/w1/dead-letters/other:fired/resend", null, Stop), HttpStatusCode.NotFound, "unknown-dead-letter", "other:fired");
    }

    [Fact]
    public async Task A_test_tells_what_became_of_it()
    {
        await PostAsync(Path, new { url = Url });
        var tested = await _host.Http.PostAsync($"{Path}/w1/test", null, Stop);
        Assert.Equal(new WebhookTestAnswer(false, "It answered 500."), await tested.Content.ReadFromJsonAsync<WebhookTestAnswer>(Stop));
    }

    [Theory]
    [InlineData("GET", "/dead-letters")]
    [InlineData("POST", "/dead-letters/resend")]
    [InlineData("POST", "/dead-letters/a1b2:fired/resend")]
    [InlineData("POST", "/test")]
    public async Task No_such_webhook(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Path}/none{path}");
        await ProblemAssert.IsAsync(await _host.Http.SendAsync(request, Stop), HttpStatusCode.NotFound, "unknown-webhook", "'none'");
    }

    [Fact]
    public async Task A_misspelt_parameter_is_refused() =>
        await ProblemAssert.IsAsync(await _host.Http.GetAsync($"{Path}?limit=1", Stop), HttpStatusCode.BadRequest, "unknown-parameter", "limit");

    private Task<HttpResponseMessage> PostAsync(string path, object body) => _host.Http.PostAsJsonAsync(path, body, Stop);
}
