using System.Text.Json;
using System.Threading.Channels;

namespace CryptoGrains.Gateway.Tests.Push;

/// <summary>The envelopes that a client has received and the test has not looked at.</summary>
internal sealed class EnvelopeQueue
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<JsonElement> _received = System.Threading.Channels.Channel.CreateUnbounded<JsonElement>();

    public void Add(JsonElement envelope) => _received.Writer.TryWrite(envelope.Clone());

    public void End() => _received.Writer.TryComplete();

    public async Task<JsonElement> NextAsync(string expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await _received.Reader.ReadAsync(patience.Token);
        }
        catch (ChannelClosedException ended)
        {
            throw new InvalidOperationException($"expected {expected}, but the connection ended", ended);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"expected {expected}, but nothing came within {Patience}", late);
        }
    }

    public async Task EndAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (await _received.Reader.WaitToReadAsync(patience.Token))
                throw new InvalidOperationException($"expected the end of the connection, but {await _received.Reader.ReadAsync(patience.Token)} came");
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"expected the end of the connection, but it is still open after {Patience}", late);
        }
    }
}
