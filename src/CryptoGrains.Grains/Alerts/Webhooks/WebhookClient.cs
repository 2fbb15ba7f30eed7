using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>
/// Sends deliveries. It follows no redirect, keeps no cookie, reads no answer, and connects to no address inside of the house unless that is allowed: the
/// address is looked at when it is connected to, so a name that resolves to another one meanwhile gains nothing.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a client.</summary>
    public WebhookClient(WebhookOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = Timeout,
            MaxConnectionsPerServer = 2,
            MaxResponseDrainSize = 4 * 1024,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan, // Each call has its own, by the clock that is given.
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("CryptoGrains", "1"));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Tries once to deliver.</summary>
    /// <param name="webhook">Where to, and by which secret it is signed.</param>
    /// <param name="key">The idempotency key: the same for every try, so that the receiver can pass over what it has.</param>
    /// <param name="body">A line of the journal.</param>
    /// <param name="cancellationToken">Gives the try up.</param>
    internal async Task<WebhookOutcome> SendAsync(Webhook webhook, string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(body.Span, webhook.Secret, _time.GetUtcNow()));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return OutcomeOf(response.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WebhookOutcome.Later($"It did not answer within {Timeout.TotalSeconds:0} s.");
        }
        catch (HttpRequestException failure) when (failure.InnerException is PrivateAddressException refused)
        {
            return WebhookOutcome.Never(refused.Message);
        }
        catch (HttpRequestException failure)
        {
            return WebhookOutcome.Later($"It could not be reached: {failure.Message}");
        }
    }

    private static WebhookOutcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => WebhookOutcome.Delivered,
        >= 300 and < 400 => WebhookOutcome.Never($"It answered {(int)status}, a redirect, which is not followed: write the address that it leads to."),
        408 or 425 or 429 or >= 500 => WebhookOutcome.Later($"It answered {(int)status}."),
        _ => WebhookOutcome.Never($"It answered {(int)status}."),
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var written) ? [written] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        // Which address it is stays here: the name servers of the house are nobody's business.
        var allowed = Array.FindAll(addresses, address => _options.AllowPrivateAddresses || PublicAddress.Is(address));
        if (addresses.Length > 0 && allowed.Length == 0)
            throw new PrivateAddressException($"{host} leads to an address inside of the house, and webhooks go to public ones only; the operator can allow it.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class PrivateAddressException(string message) : IOException(message);
}
