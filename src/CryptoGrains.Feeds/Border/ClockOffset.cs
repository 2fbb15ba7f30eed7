namespace CryptoGrains.Feeds.Border;

/// <summary>How far a venue's clock is ahead of ours, as its last trades tell, and what is too far ahead of that.</summary>
/// <remarks>
/// The offset of one trade is its event time less its receive time: the difference of the clocks, less the time it travelled. The
/// median of the last <see cref="Window"/> is kept to, so up to half of them may be wrong. Every offset counts that could be a
/// clock's, that of a refused trade too: so when a clock is set, the median follows it after half a window. An offset of more
/// than <see cref="Farthest"/> either way is no clock's but a trade's own, late or senseless, and says nothing.
/// </remarks>
internal sealed class ClockOffset
{
    /// <summary>How many offsets are kept.</summary>
    public const int Window = 101;

    /// <summary>With fewer offsets than this the median says nothing.</summary>
    public const int Fewest = 5;

    /// <summary>
    /// The most that a clock may be wrong, in µs: 10 minutes. No trade that is farther ahead passes, and candles take trades
    /// that are 15 minutes late: so even a stamp that passes wrongly costs nothing but revisions.
    /// </summary>
    public const long Farthest = 600_000_000;

    private readonly long[] _offsets = new long[Window];
    private int _count;
    private int _next;

    /// <summary>How far ahead of our clock an event time may be, in µs, for a tolerance beyond the venue's own clock.</summary>
    /// <remarks>A clock that is behind ours gives no reason to refuse what is not in our future.</remarks>
    public long Bound(long tolerance) =>
        _count < Fewest ? Farthest : Math.Min(Farthest, Math.Max(0, Median()) + tolerance);

    /// <summary>Takes note of a trade's offset, in µs.</summary>
    public void Note(long offset)
    {
        // No trip takes no time: 0 means that nobody wrote down when it was received.
        if (offset is 0 or < -Farthest or > Farthest)
            return;

        _offsets[_next] = offset;
        _next = (_next + 1) % Window;
        _count = Math.Min(_count + 1, Window);
    }

    private long Median()
    {
        Span<long> sorted = stackalloc long[Window];
        sorted = sorted[.._count];
        _offsets.AsSpan(0, _count).CopyTo(sorted);
        sorted.Sort();
        return sorted[_count / 2];
    }
}
