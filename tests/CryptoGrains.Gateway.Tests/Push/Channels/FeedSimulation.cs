using System.Collections.Immutable;
using CryptoGrains.Gateway.Push.Channels;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Tests.Push.Channels;

/// <summary>
/// A grain, a feed and its clients, driven step by step by bytes: messages are delivered, delayed, reordered and lost, the grain
/// starts over, answers are under way while more is published, clients come, come back and go.
/// </summary>
internal sealed class FeedSimulation : IChannelObserver, IDisposable
{
    private static readonly Channel Channel = new(ChannelKind.Candles, Market.Instrument.Parse("BINANCE:BTCUSDT"));

    private readonly PushParts _parts = new();
    private readonly FakeChannel _grain = new(Channel, new Lock()) { HistoryLimit = 12 };
    private readonly FeedState _state;
    private readonly List<SimulatedClient> _clients = [];
    private readonly List<ImmutableArray<ChannelMessages>> _delayed = [];
    private readonly Dictionary<(string Epoch, long Offset), decimal> _sent = [];
    private (ChannelRequest Request, ChannelState State)? _answer;
    private bool _isDelaying;
    private int _epochs = 1;
    private int _published;

    public FeedSimulation() => _state = new FeedState(Channel, _parts.Options, _parts.Time);

    public void Step(byte what)
    {
        var pick = what / 12;
        switch (what % 12)
        {
            case 0 or 1:
                Publish();
                break;
            case 2:
                Publish(lost: true);
                break;
            case 3:
                _isDelaying = true;
                Publish();
                _isDelaying = false;
                break;
            case 4 when _delayed.Count > 0:
                var late = _delayed[pick % _delayed.Count];
                _delayed.Remove(late);
                _state.Take(late[0]);
                break;
            case 5 when pick > 16:
                _grain.Restart($"epoch-{++_epochs}");
                break;
            case 6:
                Join(epoch: null, 0);
                break;
            case 7:
                Join(_grain.Epoch, Math.Max(0, _grain.Offset + 1 - pick));
                break;
            case 8 when _clients.Count > 0:
                var client = _clients[pick % _clients.Count];
                _state.Leave(client.Subscription);
                client.Read(_sent);
                _clients.Remove(client);
                // Now and then it comes back at once, with what it has.
                if (pick > 8)
                    Join(client.Epoch, client.Offset);
                break;
            case 9:
                Answer();
                break;
            case 10:
                _state.Doubt();
                break;
            case 11:
                _parts.Time.Advance(FeedState.SnapshotAge * 2);
                break;
        }

        // A question is put as soon as there is one, and answered by the grain at once; the answer is on its way until it is taken.
        if (_answer is null && _state.Question() is { } request)
            _answer = (request, _grain.Subscribe(request, this));
        foreach (var client in _clients)
            client.Read(_sent);
    }

    /// <summary>All is quiet, the feed renews: now every client must be where the grain is.</summary>
    public void Settle()
    {
        Answer();
        _state.Doubt();
        for (var questions = 0; _state.Question() is { } request; questions++)
        {
            Assert.True(questions < 30, "the feed asks and asks");
            _state.Accept(request, _grain.Subscribe(request, this));
        }

        foreach (var client in _clients)
        {
            client.Read(_sent);
            Assert.Equal((_grain.Epoch, _grain.Offset), (client.Epoch, client.Offset));
        }
    }

    public Task ReceiveAsync(ImmutableArray<ChannelMessages> messages)
    {
        if (_isDelaying)
            _delayed.Add(messages);
        else
            _state.Take(messages[0]);
        return Task.CompletedTask;
    }

    public Task EndedAsync()
    {
        _state.Doubt();
        return Task.CompletedTask;
    }

    public void Dispose() => _parts.Dispose();

    private void Publish(bool lost = false)
    {
        var payload = Sample.CandleMessage(++_published);
        _sent.Add((_grain.Epoch, _grain.Offset + 1), payload.Candles[0].Close);
        _grain.Publish(payload, lost);
    }

    private void Join(string? epoch, long offset)
    {
        var client = new SimulatedClient(_parts.Connect(), Channel, epoch, offset);
        _clients.Add(client);
        _state.Join(client.Subscription);
    }

    private void Answer()
    {
        if (_answer is not { } answer)
            return;

        _answer = null;
        _state.Accept(answer.Request, answer.State);
    }
}
