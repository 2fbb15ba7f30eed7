using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.StaleFeed;

/// <summary>
/// An instrument that has not traded for much longer than it usually does, while its venue goes on: its feed hangs, or its market halts.
/// </summary>
/// <remarks>
/// Silence is measured in the venue's active time: a step of its clock counts with at most 5 s. So while the whole venue is silent,
/// no instrument of it is, and what the first message after an outage says blames nobody. Times are the venue's clock: a late trade ends a
/// silence when it comes.
/// </remarks>
internal sealed class StaleFeedDetector : TradeDetector
{
    private const long LongestStep = 5_000_000;

    // The usual gap is a mean: the first gaps count alike, later ones by 1/64.
    private const int Memory = 64;

    private readonly double _least;
    private readonly double _times;
    private readonly int _warmUp;
    private Timestamp _clock = Timestamp.MinValue;
    private long _active;
    private long _lastActive;
    private Timestamp _lastTrade = Timestamp.MinValue;
    private int _gaps;
    private double _usual;
    private bool _isSilent;

    private StaleFeedDetector(Instrument instrument, DetectorSettings settings)
        : base(Information, instrument)
    {
        _least = settings.Microseconds("seconds");
        _times = settings["times"];
        _warmUp = Math.Min(settings.Count("warmUp"), Memory);
    }

    public static DetectorInfo Information { get; } = new((instrument, _, settings) => new StaleFeedDetector(instrument, settings))
    {
        Name = "stale-feed",
        Summary = "The venue goes on, and this instrument has not traded for much longer than is usual for it (silent); and it trades again (resumed).",
        Source = "ours: between Poisson trades a gap of 20 times the mean has the chance exp(-20)",
        Input = DetectorInput.TradesAndClock,
        Events = ["silent", "resumed"],
        Parameters =
        [
            new("seconds", 30, 1, 86_400, "the shortest silence that counts, in seconds in which the venue was active"),
            new("times", 20, 2, 1_000, "how many times the usual gap between trades it must be"),
            new("warmUp", 30, 2, Memory, "how many gaps it must have seen"),
        ],
    };

    private double Limit => Math.Max(_least, _times * _usual);

    /// <inheritdoc/>
    public override Finding? Apply(in Trade trade)
    {
        Advance(trade.EventTime);
        var silence = _active - _lastActive;
        var found = _isSilent
            ? Found(
                "resumed", _clock, _clock, Confidence.OfStrength(silence, Limit),
                new("silentSeconds", silence * 1e-6), new("usualGapSeconds", _usual * 1e-6))
            : null;

        // A silence that was found is no usual gap.
        if (_lastTrade != Timestamp.MinValue && !_isSilent)
        {
            _gaps = Math.Min(_gaps + 1, Memory);
            _usual += (silence - _usual) / _gaps;
        }

        _isSilent = false;
        _lastActive = _active;
        _lastTrade = _clock;
        return found;
    }

    /// <inheritdoc/>
    public override Finding? AdvanceClock(Timestamp venueTime)
    {
        Advance(venueTime);
        var silence = _active - _lastActive;
        if (_isSilent || _gaps < _warmUp || silence < Limit)
            return null;

        _isSilent = true;
        return Found(
            "silent", _lastTrade, _clock, Confidence.OfStrength(silence, Limit),
            new("silentSeconds", silence * 1e-6), new("usualGapSeconds", _usual * 1e-6), new("limitSeconds", Limit * 1e-6));
    }

    private protected override void Carry(ref StateCarrier state)
    {
        state.Carry(ref _clock);
        state.Carry(ref _active);
        state.Carry(ref _lastActive);
        state.Carry(ref _lastTrade);
        state.Carry(ref _gaps, Memory);
        state.Carry(ref _usual);
        state.Carry(ref _isSilent);
    }

    private void Advance(Timestamp time)
    {
        if (_clock != Timestamp.MinValue && time > _clock)
            _active += Math.Min(time.Microseconds - _clock.Microseconds, LongestStep);
        _clock = Timestamp.Max(_clock, time);
    }
}
