using System.Collections.Immutable;

namespace CryptoGrains.Grains.Push;

/// <summary>One channel's numbering, and the latest of its messages for those who come back.</summary>
/// <param name="epoch">What the numbering is called.</param>
/// <param name="limit">The most messages that are kept.</param>
/// <param name="offset">The number of the message before the first that is appended.</param>
internal sealed class ChannelLog(string epoch, int limit, long offset = 0)
{
    // A message of the tape may hold a hundred trades; what is kept of a channel is some 1 MB at the most.
    private const int MostItems = 10_000;

    private readonly Queue<ChannelMessage> _recent = new();
    private int _items;

    /// <summary>What the numbering is called: new whenever it starts over.</summary>
    public string Epoch { get; } = epoch;

    /// <summary>The number of the newest message; 0 before the first.</summary>
    public long Offset { get; private set; } = offset;

    public ChannelMessage Append(ChannelPayload payload)
    {
        var message = new ChannelMessage(++Offset, payload);
        _recent.Enqueue(message);
        _items += ItemsOf(message);
        while (_recent.Count > limit || _items > MostItems)
            _items -= ItemsOf(_recent.Dequeue());
        return message;
    }

    /// <summary>Says where the channel stands, with all that was missed or else with what it shows.</summary>
    public ChannelState Answer(ChannelRequest request, Func<ChannelPayload?> show) => Since(request.Epoch, request.Offset) is { } missed
        ? new ChannelState(Epoch, Offset, Recovered: true, missed, Snapshot: null)
        : new ChannelState(Epoch, Offset, Recovered: false, [], show());

    /// <summary>All messages after an offset of an epoch, or null where not all of them are here: there is no partial recovery.</summary>
    public ImmutableArray<ChannelMessage>? Since(string? epoch, long offset)
    {
        if (epoch != Epoch || offset > Offset || offset < Offset - _recent.Count)
            return null;

        return [.. _recent.Where(message => message.Offset > offset)];
    }

    private static int ItemsOf(ChannelMessage message) => 1 + message.Payload.Trades.Length + message.Payload.Candles.Length;
}
