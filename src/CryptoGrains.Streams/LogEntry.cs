using CryptoGrains.Market;

namespace CryptoGrains.Streams;

/// <summary>One record of the trade log: a trade, or a mark of how far a venue's clock has come.</summary>
/// <remarks>
/// Clock marks are in the log, not beside it, so that a replay closes the same candles at the same place as the first run did.
/// </remarks>
public readonly record struct LogEntry
{
    private LogEntry(Trade trade, string? clockVenue)
    {
        Trade = trade;
        ClockVenue = clockVenue;
    }

    /// <summary>The trade; of a clock mark only its times and offset are set.</summary>
    public Trade Trade { get; }

    /// <summary>The venue whose clock this marks; null for a trade.</summary>
    public string? ClockVenue { get; }

    /// <summary>Whether this is a clock mark and not a trade.</summary>
    public bool IsClock => ClockVenue is not null;

    /// <summary>The event time of the trade, or the venue's clock.</summary>
    public Timestamp Time => Trade.EventTime;

    /// <summary>The record's offset in its partition; -1 until it is appended.</summary>
    public long Offset => Trade.Offset;

    /// <summary>A record of one trade.</summary>
    public static LogEntry Of(in Trade trade) => new(trade, clockVenue: null);

    /// <summary>A mark that <paramref name="venue"/>'s clock has come to <paramref name="time"/>: all it will still send is from later on.</summary>
    public static LogEntry Clock(string venue, Timestamp time) =>
        new(new Trade { EventTime = time, ReceiveTime = time, Offset = -1 }, venue);

    /// <summary>The same record at an offset.</summary>
    public LogEntry At(long offset) => new(Trade with { Offset = offset }, ClockVenue);
}
