using System.Text;
using CryptoGrains.Grains.Alerts.Webhooks;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

public sealed class WebhookClientTests : IAsyncLifetime
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"seq":7}""");
    private Receiver _receiver = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task A_delivery_has_the_body_as_it_is_its_key_and_its_signature()
    {
        var now = new DateTimeOffset(2024, 8, 5, 1, 2, 3, TimeSpan.Zero);
        using var client = NewClient(new StepTime(now));
        Assert.Equal(WebhookOutcome.Delivered, await client.SendAsync(Hook(_receiver.Url), "abc:fired", Body, Stop));

        var delivery = Assert.Single(_receiver.Deliveries);
        Assert.Equal(("/in", "abc:fired", """{"seq":7}"""), (delivery.Path, delivery.Key, delivery.Body));
        Assert.Equal(WebhookSignature.Of(Body, "secret", now), delivery.Signature);
    }

    [Theory]
    [InlineData(200, true, false)]
    [InlineData(204, true, false)]
    [InlineData(301, false, false)]
    [InlineData(400, false, false)]
    [InlineData(404, false, false)]
    [InlineData(408, false, true)]
    [InlineData(410, false, false)]
    [InlineData(425, false, true)]
    [InlineData(429, false, true)]
    [InlineData(500, false, true)]
    [InlineData(503, false, true)]
    public async Task The_status_says_whether_it_is_taken_and_whether_to_try_again(int status, bool isDelivered, bool mayRetry)
    {
        using var client = NewClient();
        _receiver.Answer = _ => status;
        var outcome = await client.SendAsync(Hook(_receiver.Url), "k", Body, Stop);
        Assert.Equal((isDelivered, mayRetry), (outcome.IsDelivered, outcome.MayRetry));
        Assert.Equal(isDelivered, outcome.Reason is null);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var other = await Receiver.StartAsync();
        using var client = NewClient();
        _receiver.Own = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = other.Url;
            return Task.CompletedTask;
        };

        var outcome = await client.SendAsync(Hook(_receiver.Url), "k", Body, Stop);

        Assert.False(outcome.IsDelivered || outcome.MayRetry);
        Assert.Contains("redirect", outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(other.Deliveries);
    }

    [Fact]
    public async Task Who_hangs_is_given_up_by_the_clock()
    {
        var time = new StepTime(DateTimeOffset.UnixEpoch);
        using var client = NewClient(time);
        _receiver.Answer = _ => 0;
        var sending = client.SendAsync(Hook(_receiver.Url), "k", Body, Stop);
        await Until.IsAsync(1, () => _receiver.Deliveries.Count);
        Assert.False(sending.IsCompleted);

        await time.StepAsync();

        Assert.Equal(WebhookOutcome.Later("It did not answer within 10 s."), await sending);
        Assert.Equal(TimeSpan.FromSeconds(10), time.GetUtcNow() - DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Cancelling_is_no_outcome()
    {
        using var client = NewClient();
        _receiver.Answer = _ => 0;
        using var stop = new CancellationTokenSource();
        var sending = client.SendAsync(Hook(_receiver.Url), "k", Body, stop.Token);
        await Until.IsAsync(1, () => _receiver.Deliveries.Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Headers_without_end_are_a_failure()
    {
        using var client = NewClient();
        _receiver.Own = context =>
        {
            for (var i = 0; i < 20; i++)
                context.Response.Headers[$"X-{i}"] = new string('x', 1_024);
            return Task.CompletedTask;
        };
        Assert.True((await client.SendAsync(Hook(_receiver.Url), "k", Body, Stop)).MayRetry);
    }

    [Fact]
    public async Task A_body_without_end_is_not_read()
    {
        using var client = NewClient();
        var gone = new TaskCompletionSource();
        _receiver.Own = async context =>
        {
            var chunk = new byte[64 * 1024];
            try
            {
                while (!context.RequestAborted.IsCancellationRequested)
                    await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
            finally
            {
                gone.TrySetResult();
            }
        };

        Assert.Equal(WebhookOutcome.Delivered, await client.SendAsync(Hook(_receiver.Url), "k", Body, Stop));

        // The sender has hung up.
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);
    }

    [Fact]
    public async Task Who_hangs_up_before_the_answer_is_tried_again()
    {
        using var client = NewClient();
        _receiver.Own = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.True((await client.SendAsync(Hook(_receiver.Url), "k", Body, Stop)).MayRetry);
    }

    [Fact]
    public async Task Nobody_there_is_tried_again()
    {
        var url = _receiver.Url;
        await _receiver.DisposeAsync();
        using var client = NewClient();
        Assert.True((await client.SendAsync(Hook(url), "k", Body, Stop)).MayRetry);
    }

    /// <summary>A name is looked at when it is connected to: <c>localhost</c> stands for every name that leads inside, whatever it led to before.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::]")]
    public async Task The_house_is_not_connected_to(string host)
    {
        using var client = new WebhookClient(new WebhookOptions(), TimeProvider.System);
        var port = new Uri(_receiver.Url).Port;

        var outcome = await client.SendAsync(Hook($"http://{host}:{port}/in"), "k", Body, Stop);

        Assert.False(outcome.IsDelivered || outcome.MayRetry, $"{outcome}");
        Assert.Contains("inside of the house", outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(_receiver.Deliveries);
    }

    private static WebhookClient NewClient(TimeProvider? time = null) => new(new WebhookOptions { AllowPrivateAddresses = true }, time ?? TimeProvider.System);

    private static Webhook Hook(string url) => new() { Id = "w", Url = url, Secret = "secret" };
}
