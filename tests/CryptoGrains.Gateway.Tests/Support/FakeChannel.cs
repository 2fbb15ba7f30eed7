using System.Collections.Immutable;
using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>One channel of a <see cref="FakeSymbolGrain"/>: numbers, remembers and sends what the test publishes.</summary>
internal sealed class FakeChannel(Channel channel, Lock gate)
{
    private readonly List<ChannelMessage> _history = [];

    public List<IChannelObserver> Observers { get; } = [];

    public int ObserverCount
    {
        get
        {
            lock (gate)
                return Observers.Count;
        }
    }

    public string Epoch { get; private set; } = "epoch-1";

    public long Offset { get; private set; }

    /// <summary>How many messages it remembers.</summary>
    public int HistoryLimit { get; set; } = 1_000;

    /// <summary>Publishes one message; <paramref name="lost"/>, it never reaches the observers.</summary>
    public void Publish(ChannelPayload payload, bool lost = false)
    {
        ImmutableArray<ChannelMessages> sent;
        IChannelObserver[] observers;
        lock (gate)
        {
            var message = new ChannelMessage(++Offset, payload);
            _history.Add(message);
            if (_history.Count > HistoryLimit)
                _history.RemoveAt(0);
            sent = [new ChannelMessages(channel, Epoch, [message])];
            observers = lost ? [] : [.. Observers];
        }

        foreach (var observer in observers)
            observer.ReceiveAsync(sent).GetAwaiter().GetResult();
    }

    /// <summary>As after a restart: a new numbering, nothing remembered, no observer known.</summary>
    public void Restart(string epoch)
    {
        lock (gate)
        {
            Epoch = epoch;
            Offset = 0;
            _history.Clear();
            Observers.Clear();
        }
    }

    public ChannelState Subscribe(ChannelRequest request, IChannelObserver observer)
    {
        if (!Observers.Contains(observer))
            Observers.Add(observer);

        var missed = _history.Where(message => message.Offset > request.Offset).ToImmutableArray();
        var recovered = request.Epoch == Epoch && request.Offset <= Offset && missed.Length == Offset - request.Offset;
        return new ChannelState(Epoch, Offset, recovered, recovered ? missed : [], recovered ? null : _history.LastOrDefault()?.Payload);
    }
}
