using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.WashTrading;

/// <summary>
/// The sizes of a venue's trades look made: their first digits do not follow Benford's law, they cluster at round numbers, and the
/// large ones bunch where a power-law tail should be. All three together, over all trades of an hour; it never accuses a trade.
/// </summary>
/// <remarks>
/// Each of the three has a limit beyond what is seen in honest markets, and the score is the least of the three over its limit. People
/// like round numbers and lots are round, so one or two alone are no sign. A trade of a window that is over is passed over.
/// </remarks>
internal sealed class WashTradingDetector : TradeDetector
{
    private readonly SizeProfile _sizes = new();
    private readonly long _length;
    private readonly int _fewest;
    private readonly double _threshold;
    private readonly double _benford;
    private readonly double _roundShare;
    private readonly double _exponent;
    private long _number = long.MinValue;

    private WashTradingDetector(Instrument venue, DetectorSettings settings)
        : base(Information, venue)
    {
        _length = settings.Microseconds("window");
        _fewest = settings.Count("trades");
        _threshold = settings["threshold"];
        _benford = settings["benford"];
        _roundShare = settings["roundShare"];
        _exponent = settings["tailExponent"];
    }

    public static DetectorInfo Information { get; } = new((venue, _, settings) => new WashTradingDetector(venue, settings))
    {
        Name = "wash-trading",
        Summary = "The sizes of a venue's trades break Benford's law, cluster at round numbers and bunch where a power-law tail should be, all together.",
        Source = "Cong, Li, Tang and Yang, Crypto Wash Trading, 2023: first digits, size clustering, tail exponents of 1 to 2; Nigrini 2012 for the deviation of first digits",
        Input = DetectorInput.VenueTrades,
        Events = ["suspect"],
        Parameters =
        [
            new("window", 3_600, 60, 86_400, "how many seconds are judged together"),
            new("trades", 1_000, 200, 1_000_000, "fewer trades than so many are not judged"),
            new("benford", 3, 1, 100, "the limit of the first digits' mean absolute deviation from Benford's law, in units of 0.015"),
            new("roundShare", 0.5, 0.01, 1, "the limit of the share of trades whose quantity is one digit and zeros"),
            new("tailExponent", 2, 0.5, 100, "the limit of the exponent of the tail of what trades are worth"),
            new("threshold", 1, 0.01, 100, "the score from which it alarms: the least of the three over its limit"),
        ],
    };

    /// <inheritdoc/>
    public override Finding? Apply(in Trade trade)
    {
        var found = AdvanceClock(trade.EventTime);
        if (trade.EventTime.Microseconds / _length == _number)
            _sizes.Add(trade);
        return found;
    }

    /// <inheritdoc/>
    public override Finding? AdvanceClock(Timestamp venueTime)
    {
        var number = venueTime.Microseconds / _length;
        if (number <= _number)
            return null;

        var found = _sizes.Trades >= _fewest ? Judge() : null;
        _sizes.Clear();
        _number = number;
        return found;
    }

    private protected override void Carry(ref StateCarrier state)
    {
        _sizes.Carry(ref state);
        state.Carry(ref _number);
    }

    private Finding? Judge()
    {
        var (benford, roundShare, exponent) = (_sizes.BenfordExcess(), _sizes.RoundShare, _sizes.TailExponent());
        var score = Math.Min(Math.Min(benford / _benford, roundShare / _roundShare), exponent / _exponent);
        if (score < _threshold)
            return null;

        var since = new Timestamp(_number * _length);
        return Found(
            "suspect", since, new Timestamp(since.Microseconds + _length), Confidence.OfStrength(score, _threshold),
            new("score", score), new("trades", _sizes.Trades), new("benford", benford), new("roundShare", roundShare),
            new("tailExponent", exponent));
    }
}
