using System.Text.Json;
using System.Threading.Channels;

namespace CryptoGrains.Gateway.Tests.Push;

/// <summary>The envelopes that a client has received and the test has not looked at.</summary>
/// <remarks>The end is kept apart from them: the SignalR client may tell of the end before it has handed over the last envelopes.</remarks>
internal sealed class EnvelopeQueue
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<JsonElement> _received = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(JsonElement envelope) => _received.Writer.TryWrite(envelope.Clone());

    public void End() => _ended.TrySetResult();

    public async Task<JsonElement> NextAsync(string expected)
    {
        try
        {
            return await _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException late)
        {
            var state = _ended.Task.IsCompleted ? "the connection has ended" : "nothing has come";
            throw new TimeoutException($"expected {expected} within {Patience}, but {state}", late);
        }
    }

    public async Task EndAsync()
    {
        try
        {
            await _ended.Task.WaitAsync(Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"expected the end of the connection within {Patience}, but it is open", late);
        }

        Assert.False(_received.Reader.TryRead(out var more), $"expected the end of the connection, but {more} came before it");
    }
}
