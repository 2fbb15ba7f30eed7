using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Border;

/// <summary>
/// How far each venue's clock has come, by all feeds that bring it. A mark closes candles and makes trades too late for every
/// instrument of the venue, so the feed that is furthest behind decides: two recordings of different days do each other no harm.
/// </summary>
/// <param name="grace">How far the windows' watermark stays behind the newest time.</param>
internal sealed class VenueClocks(TimeSpan grace)
{
    private readonly Lock _gate = new();
    private readonly List<Source> _running = [];
    private readonly Dictionary<string, Timestamp> _marked = [];

    /// <summary>A feed that is about to begin. Until it has brought something, no venue is marked.</summary>
    public Source Announce()
    {
        var source = new Source();
        lock (_gate)
            _running.Add(source);
        return source;
    }

    /// <summary>A feed that is over holds nobody up.</summary>
    public void End(Source source)
    {
        lock (_gate)
            _running.Remove(source);
    }

    /// <summary>Takes in the clocks that a feed has brought.</summary>
    /// <returns>
    /// The venues that are to be marked, with their time. A mark is worth writing when it brings the watermark into another minute: no
    /// candle closes in between.
    /// </returns>
    public IReadOnlyList<(string Venue, Timestamp Time)> Advance(Source source, IReadOnlyList<VenueClock> clocks)
    {
        lock (_gate)
        {
            source.HasBegun = true;
            foreach (var clock in clocks)
                source.Clocks[clock.Venue] = Timestamp.Max(clock.Time, source.Clocks.GetValueOrDefault(clock.Venue, Timestamp.MinValue));

            return clocks.Count == 0 || !_running.TrueForAll(running => running.HasBegun)
                ? []
                : [.. clocks.Select(clock => clock.Venue).Distinct().Select(venue => (venue, LeastOf(venue))).Where(IsWorthAMark)];
        }
    }

    private Timestamp LeastOf(string venue) =>
        _running.Where(running => running.Clocks.ContainsKey(venue)).Min(running => running.Clocks[venue]);

    private bool IsWorthAMark((string Venue, Timestamp Time) mark)
    {
        var minute = Interval.OneMinute.OpenOf(mark.Time - grace);
        if (_marked.TryGetValue(mark.Venue, out var last) && minute <= last)
            return false;

        _marked[mark.Venue] = minute;
        return true;
    }

    /// <summary>What one feed has said of each venue's clock. Its owner's, under the owner's lock.</summary>
    internal sealed class Source
    {
        public bool HasBegun { get; set; }

        public Dictionary<string, Timestamp> Clocks { get; } = [];
    }
}
