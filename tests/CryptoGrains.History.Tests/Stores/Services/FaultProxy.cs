using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>Stands before a service on this machine, passes requests on as they are, and lets them go wrong by rule.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Uri _upstream;
    private readonly HttpClient _client = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    { Timeout = TimeSpan.FromMinutes(2) };

    private FaultProxy(WebApplication server, Uri upstream) => (_server, _upstream) = (server, upstream);

    /// <summary>What goes wrong.</summary>
    public FaultRules<ProxiedRequest> Faults { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_server.Urls.First());

    /// <summary>Starts a proxy on a free port of this machine.</summary>
    public static async Task<FaultProxy> StartAsync(Uri upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port: 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        var proxy = new FaultProxy(builder.Build(), upstream);
        proxy._server.Run(proxy.PassAsync);
        await proxy._server.StartAsync();
        return proxy;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Faults.Clear();
        await _server.DisposeAsync();
        _client.Dispose();
        Faults.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (fault, mended) = Faults.Next(new ProxiedRequest(context.Request.Method, target));
        switch (fault)
        {
            case Fault.Error or Fault.Unavailable:
                context.Response.StatusCode = fault == Fault.Error ? 500 : 503;
                return;
            case Fault.Stall:
                await StallAsync(mended, context.RequestAborted);
                context.Abort();
                return;
            case Fault.Torn when body.Length > 0:
                await SendTornAsync(context, target, body.ToArray());
                context.Abort();
                return;
        }

        using var request = Copy(context.Request, target, new ByteArrayContent(body.ToArray()));
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, context.RequestAborted);
        if (fault == Fault.Unanswered)
        {
            context.Abort();
            return;
        }

        await AnswerAsync(context, answer, isTorn: fault == Fault.Torn);
    }

    private static async Task StallAsync(CancellationToken mended, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(mended, aborted);
        await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private async Task SendTornAsync(HttpContext context, string target, byte[] body)
    {
        using var request = Copy(context.Request, target, new TornContent(body));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.SendAsync(request, context.RequestAborted));
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer, bool isTorn)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!IsOfTheConnection(name))
                context.Response.Headers[name] = values.ToArray();
        }

        var content = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        context.Response.ContentLength = answer.Content.Headers.ContentLength;
        var sent = isTorn ? content.Length / 2 : content.Length;
        if (sent > 0)
            await context.Response.Body.WriteAsync(content.AsMemory(0, sent), context.RequestAborted);
        if (isTorn)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }

    private HttpRequestMessage Copy(HttpRequest from, string target, HttpContent content)
    {
        // The target goes on letter by letter: escapes that are undone or made anew would name another blob.
        var uri = new Uri(
            _upstream.GetLeftPart(UriPartial.Authority) + target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(from.Method), uri) { Content = content };
        foreach (var (name, values) in from.Headers)
        {
            if (!IsOfTheConnection(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return request;
    }

    private static bool IsOfTheConnection(string header) =>
        header is "Connection" or "Keep-Alive" or "Transfer-Encoding" or "Host" or "Expect" or "Content-Length";

    /// <summary>Promises a whole body and breaks off in its middle.</summary>
    private sealed class TornContent(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
            await stream.FlushAsync();
            throw new IOException("The upload is cut here.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
