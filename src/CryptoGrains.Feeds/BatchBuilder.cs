using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Feeds;

/// <summary>Gathers what one venue's feed reads until it is handed on as a batch.</summary>
internal sealed class BatchBuilder(string venue)
{
    /// <summary>A full batch. A thousand trades take 80 KB, which stays clear of the large-object heap.</summary>
    public const int Size = 1_000;

    /// <summary>A clock that comes without trades is told at most this often, in event time.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(250);

    private List<Trade> _trades = [];
    private List<DeadLetter> _letters = [];
    private VenueClock? _clock;
    private Timestamp _clockTold = Timestamp.MinValue;

    /// <summary>Whether the batch has reached its size.</summary>
    public bool IsFull => _trades.Count >= Size || _letters.Count >= Size;

    /// <summary>Whether there is anything at all.</summary>
    public bool IsEmpty => _trades.Count == 0 && _letters.Count == 0 && _clock is null;

    /// <summary>Whether there is something that should not wait: a trade, a dead letter, or a clock well on.</summary>
    public bool IsDue =>
        _trades.Count > 0 || _letters.Count > 0
        || (_clock is { } clock && (_clockTold == Timestamp.MinValue || clock.Time - _clockTold >= ClockStep));

    public void Add(in Trade trade) => _trades.Add(trade);

    public void Add(DeadLetter letter) => _letters.Add(letter);

    /// <summary>Notes a time that the venue put on a message.</summary>
    public void Advance(Timestamp time, Timestamp receiveTime)
    {
        if (_clock is not { } clock || time > clock.Time)
            _clock = new VenueClock(venue, time, receiveTime);
    }

    /// <summary>Hands on what was gathered and starts over.</summary>
    public FeedBatch Take()
    {
        var batch = new FeedBatch(_trades, _clock is { } clock ? [clock] : [], _letters);
        _trades = new List<Trade>(_trades.Count >= Size ? Size : 0);
        _letters = [];
        _clockTold = _clock?.Time ?? _clockTold;
        _clock = null;
        return batch;
    }
}
