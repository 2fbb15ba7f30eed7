using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Replay;

/// <summary>Says how long until something recorded is due, when it is replayed at a speed.</summary>
/// <remarks>
/// Everything is measured from the first moment, so waits that overshoot don't add up. Recorded time that runs backwards counts
/// as standing still, and a silence of more than the longest pause as that long: a stray stamp can't stop a replay.
/// </remarks>
/// <param name="speed">How fast recorded time passes.</param>
/// <param name="longestPause">The longest silence that is replayed as it was, in recorded time.</param>
/// <param name="time">Our time.</param>
internal sealed class ReplayPace(ReplaySpeed speed, TimeSpan longestPause, TimeProvider time)
{
    // A timer is no finer than a millisecond; a shorter wait would come back at once and turn in circles.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private long _startedAt;
    private Timestamp? _last;
    private TimeSpan _position;

    /// <summary>Waits until a recorded moment is due.</summary>
    public async ValueTask UntilAsync(Timestamp moment, CancellationToken cancellationToken)
    {
        while (WaitFor(moment) is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>Moves on to a recorded moment.</summary>
    /// <returns>How long to wait for it; zero when it is due.</returns>
    public TimeSpan WaitFor(Timestamp moment)
    {
        if (speed.IsMax)
            return TimeSpan.Zero;

        if (_last is not { } last)
            _startedAt = time.GetTimestamp();
        else if (moment > last)
            _position += moment - last < longestPause ? moment - last : longestPause;

        _last = moment;
        var wait = (_position / speed.Factor) - time.GetElapsedTime(_startedAt);
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < ShortestWait ? ShortestWait : wait;
    }
}
