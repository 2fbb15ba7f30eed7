using System.Text.Json;

namespace CryptoGrains.Gateway.Tests.Push;

/// <summary>A client of the push protocol, whatever its transport.</summary>
internal interface IPushClient : IAsyncDisposable
{
    Task SubscribeAsync(string channel, string? epoch = null, long? offset = null);

    Task UnsubscribeAsync(string channel);

    Task PingAsync();

    /// <summary>The next envelope; fails when none comes in time, or the connection ends first.</summary>
    Task<JsonElement> NextAsync(string expected);

    /// <summary>
    /// Waits for the end of the connection; fails when an envelope comes before it, or it does not come in time.
    /// </summary>
    Task EndAsync();
}
