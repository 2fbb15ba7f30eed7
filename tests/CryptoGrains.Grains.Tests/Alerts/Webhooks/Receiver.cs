using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

/// <summary>Who receives alerts: a real server on this machine that answers as the test wishes, and keeps what came.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>A request that came.</summary>
    public sealed record Delivery(string Path, string Key, string Signature, string Body, int Answer);

    public string Url => $"{_app.Urls.Single()}/in";

    /// <summary>What came, in order, each when it was answered.</summary>
    public ConcurrentQueue<Delivery> Deliveries { get; } = new();

    /// <summary>The keys that were answered with 200.</summary>
    public IEnumerable<string> Taken => Deliveries.Where(delivery => delivery.Answer == 200).Select(delivery => delivery.Key);

    /// <summary>Gives each request's answer; 0 hangs until the sender goes.</summary>
    public Func<HttpContext, int> Answer { get; set; } = _ => 200;

    /// <summary>Answers in the test's own way.</summary>
    public Func<HttpContext, Task>? Own { get; set; }

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var answer = Answer(context);
        Deliveries.Enqueue(new Delivery(
            context.Request.Path, context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers["X-CryptoGrains-Signature"].ToString(), body, answer));
        if (Own is not null)
        {
            await Own(context);
        }
        else if (answer == 0)
        {
            var gone = new TaskCompletionSource();
            await using var hearing = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        }
        else
        {
            context.Response.StatusCode = answer;
        }
    }
}
