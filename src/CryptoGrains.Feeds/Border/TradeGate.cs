using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Feeds.Border;

/// <summary>The border before the trade log: lets through what can be counted, and turns the rest into dead letters.</summary>
/// <remarks>
/// A trade must keep <see cref="TradeRules"/>, and its event time must not lie in the future. Clocks differ, by minutes at times,
/// so "future" is measured by the venue's own clock, as far as its trades have told it: see <see cref="ClockOffset"/>. Venue
/// clocks are held to the same. What it decides depends on what it has seen alone, so a replay decides alike. Not for several
/// threads at once.
/// </remarks>
public sealed class TradeGate
{
    /// <summary>How far beyond its venue's clock an event time may be.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromSeconds(5);

    /// <summary>The most venues whose clocks are kept. Those beyond are held to 10 minutes, as is a new one.</summary>
    public const int MostVenues = 1_024;

    private readonly long _tolerance;
    private readonly Dictionary<string, ClockOffset> _offsets = [];
    private readonly Dictionary<string, ClockOffset>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private string _lastName = string.Empty;
    private ClockOffset? _last;

    /// <summary>Makes a gate.</summary>
    /// <param name="tolerance">How far beyond its venue's clock an event time may be; null for the default.</param>
    public TradeGate(TimeSpan? tolerance = null)
    {
        var length = tolerance ?? DefaultTolerance;
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero, nameof(tolerance));
        _tolerance = length.Ticks / TimeSpan.TicksPerMicrosecond;
        _lookup = _offsets.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many trades it has let through.</summary>
    public long Accepted { get; private set; }

    /// <summary>How many trades and venue clocks it has refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes what may not pass out of a batch, and adds it to what is unreadable.</summary>
    /// <param name="source">The feed's name, for the dead letters.</param>
    /// <param name="batch">What the feed brought.</param>
    /// <returns>The same batch where all of it may pass.</returns>
    public FeedBatch Pass(string source, FeedBatch batch)
    {
        List<Trade>? accepted = null;
        List<DeadLetter>? letters = null;
        for (var i = 0; i < batch.Trades.Count; i++)
        {
            var trade = batch.Trades[i];
            if (Refuse(trade) is not { } reason)
            {
                accepted?.Add(trade);
                continue;
            }

            accepted ??= [.. batch.Trades.Take(i)];
            letters ??= [.. batch.Unreadable];
            letters.Add(new DeadLetter(source, Named(trade.Instrument), reason, Describe(trade), trade.ReceiveTime));
        }

        var clocks = batch.Clocks;
        if (clocks.Any(clock => Refuse(clock) is not null))
        {
            letters ??= [.. batch.Unreadable];
            letters.AddRange(clocks.Where(clock => Refuse(clock) is not null).Select(clock => new DeadLetter(
                source, null, Refuse(clock)!, $"clock {clock.Venue} {clock.Time.Microseconds}", clock.ReceiveTime)));
            clocks = [.. clocks.Where(clock => Refuse(clock) is null)];
        }

        Accepted += (accepted ?? batch.Trades).Count;
        if (letters is null)
            return batch;

        Refused += letters.Count - batch.Unreadable.Count;
        return new FeedBatch(accepted ?? batch.Trades, clocks, letters);
    }

    private string? Refuse(in Trade trade)
    {
        if (TradeRules.Refuse(trade) is { } reason)
            return reason;

        // Most trades are not in the future by our own clock, and that is the end of it.
        var offset = trade.EventTime.Microseconds - trade.ReceiveTime.Microseconds;
        var known = OffsetOf(trade.Instrument.Name);
        var bound = offset <= _tolerance ? long.MaxValue : Bound(known);
        known?.Note(offset);
        return offset <= bound ? null : TooFarAhead("event time", offset, bound);
    }

    private string? Refuse(VenueClock clock)
    {
        if (clock.Time < TradeRules.Earliest || clock.Time > TradeRules.Latest)
            return $"the venue's time of {clock.Time.Microseconds} µs lies outside the years 2009 to 2100";

        var offset = clock.Time.Microseconds - clock.ReceiveTime.Microseconds;
        var bound = Bound(_offsets.GetValueOrDefault(clock.Venue));
        return offset <= bound ? null : TooFarAhead("venue's time", offset, bound);
    }

    private long Bound(ClockOffset? known) => known?.Bound(_tolerance) ?? ClockOffset.Farthest;

    private ClockOffset? OffsetOf(string name)
    {
        // Trades come in runs of one instrument, whose name is one string.
        if (ReferenceEquals(name, _lastName))
            return _last;

        var venue = name.AsSpan(0, name.IndexOf(':'));
        if (!_lookup.TryGetValue(venue, out var offset) && _offsets.Count < MostVenues)
            _offsets.Add(venue.ToString(), offset = new ClockOffset());

        _lastName = name;
        _last = offset;
        return offset;
    }

    private static string TooFarAhead(string what, long offset, long bound) =>
        $"the {what} is {offset / 1e6:0.###} s ahead of the receive time, "
        + $"and {bound / 1e6:0.###} s is the most that the venue's clock explains";

    private static Instrument? Named(Instrument instrument) => instrument == default ? null : instrument;

    // Plain numbers: a time that is refused may be none that a date can show.
    private static string Describe(in Trade trade) =>
        $"{trade.Instrument} id {trade.Id} price {trade.Price} quantity {trade.Quantity} taker {trade.TakerSide} "
        + $"event {trade.EventTime.Microseconds} µs received {trade.ReceiveTime.Microseconds} µs";
}
