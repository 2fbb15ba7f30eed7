using System.Collections.Immutable;

namespace CryptoGrains.Grains.Push;

/// <summary>One channel's numbering, and the latest of its messages for those who come back.</summary>
internal sealed class ChannelLog(string epoch, int limit)
{
    private readonly Queue<ChannelMessage> _recent = new();

    /// <summary>What the numbering is called: new whenever it starts over.</summary>
    public string Epoch { get; } = epoch;

    /// <summary>The number of the newest message; 0 before the first.</summary>
    public long Offset { get; private set; }

    public ChannelMessage Append(ChannelPayload payload)
    {
        var message = new ChannelMessage(++Offset, payload);
        _recent.Enqueue(message);
        if (_recent.Count > limit)
            _recent.Dequeue();
        return message;
    }

    /// <summary>All messages after an offset of an epoch, or null where not all of them are here: there is no partial recovery.</summary>
    public ImmutableArray<ChannelMessage>? Since(string? epoch, long offset)
    {
        if (epoch != Epoch || offset > Offset || offset < Offset - _recent.Count)
            return null;

        return [.. _recent.Where(message => message.Offset > offset)];
    }
}
