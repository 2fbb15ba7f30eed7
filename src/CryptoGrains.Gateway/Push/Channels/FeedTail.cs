using CryptoGrains.Gateway.Push.Connections;

namespace CryptoGrains.Gateway.Push.Channels;

/// <summary>The newest messages of a channel, encoded, without a hole: up to and with <see cref="Head"/>.</summary>
internal sealed class FeedTail
{
    /// <summary>The most messages and bytes kept between calls, for clients that come back. The grain keeps more.</summary>
    public const int MaxMessages = 256;
    public const int MaxBytes = 256 * 1024;

    private LinkedList<Envelope> _messages = new();
    private long _bytes;

    /// <summary>The offset of the newest message.</summary>
    public long Head { get; private set; }

    /// <summary>Begins anew after the message with this offset.</summary>
    public void Restart(long head)
    {
        _messages = new LinkedList<Envelope>();
        _bytes = 0;
        Head = head;
    }

    /// <summary>Adds the message after <see cref="Head"/>.</summary>
    public void Append(Envelope envelope)
    {
        _messages.AddLast(envelope);
        _bytes += envelope.Length;
        Head++;
    }

    /// <summary>Adds the message before the oldest.</summary>
    public void Prepend(Envelope envelope)
    {
        _messages.AddFirst(envelope);
        _bytes += envelope.Length;
    }

    /// <summary>The offset before the oldest message: whoever has it, and all before, can go on from here.</summary>
    public long Start => Head - _messages.Count;

    /// <summary>Whether all messages after an offset are here.</summary>
    public bool Covers(long offset) => offset >= Start && offset <= Head;

    /// <summary>The messages after an offset that is covered.</summary>
    public IEnumerable<Envelope> After(long offset) => _messages.Skip((int)(offset - Start));

    /// <summary>Gives up the oldest messages beyond the bounds.</summary>
    public void Trim()
    {
        while (_messages.Count > MaxMessages || (_bytes > MaxBytes && _messages.Count > 1))
        {
            _bytes -= _messages.First!.Value.Length;
            _messages.RemoveFirst();
        }
    }
}
