using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.Divergence;

/// <summary>The prices of one pair on several venues are further apart than they usually are, and stay so; and they meet again.</summary>
/// <remarks>
/// The difference is dearest / cheapest − 1 over the venues that traded within <c>fresh</c> seconds. The usual difference is a mean of
/// one look a second; what is found does not count for it. Which venue is wrong, two prices can't tell: the finding names both.
/// </remarks>
internal sealed class DivergenceDetector : TradeDetector
{
    // The usual difference: the first looks count alike, later ones by 1/300.
    private const int Memory = 300;
    private const int WarmUp = 60;
    private const long Second = 1_000_000;

    private readonly VenuePrices _prices = new();
    private readonly double _least;
    private readonly double _times;
    private readonly long _fresh;
    private readonly long _hold;
    private Timestamp _newest = Timestamp.MinValue;
    private Timestamp _lookedAt = Timestamp.MinValue;
    private int _looks;
    private double _usual;
    private bool _isApart;
    private bool _isTold;
    private Timestamp _apartSince;

    private DivergenceDetector(Instrument pair, DetectorSettings settings)
        : base(Information, pair)
    {
        _least = settings["difference"];
        _times = settings["times"];
        _fresh = settings.Microseconds("fresh");
        _hold = settings.Microseconds("hold");
    }

    public static DetectorInfo Information { get; } = new((pair, _, settings) => new DivergenceDetector(pair, settings))
    {
        Name = "venue-divergence",
        Summary = "The prices of a pair on several venues are further apart than usual, and stay so (apart); and they meet again (together).",
        Source = "ours, after Makarov and Schoar, Trading and Arbitrage in Cryptocurrency Markets, 2020: dearest over cheapest venue",
        Input = DetectorInput.PairTrades,
        Events = ["apart", "together"],
        Parameters =
        [
            new("difference", 0.005, 0.000_1, 1, "dearest / cheapest - 1 from which it alarms"),
            new("times", 5, 1, 1_000, "and how many times the usual difference it must be"),
            new("fresh", 10, 0.1, 3_600, "how many seconds old a venue's price may be"),
            new("hold", 3, 0.1, 3_600, "for how many seconds it must stay so"),
        ],
    };

    private double Limit => Math.Max(_least, _times * _usual);

    /// <inheritdoc/>
    public override Finding? Apply(in Trade trade)
    {
        _prices.Note(trade);
        _newest = Timestamp.Max(_newest, trade.EventTime);
        var oldest = new Timestamp(_newest.Microseconds - _fresh);
        if (_prices.Span(oldest) is not var (cheapest, dearest))
            return null;

        var difference = (dearest.Price / cheapest.Price) - 1;
        Learn(difference);
        return _isTold ? LookForTheEnd(difference) : LookForTheBeginning(difference, oldest);
    }

    private protected override void Carry(ref StateCarrier state)
    {
        _prices.Carry(ref state);
        state.Carry(ref _newest);
        state.Carry(ref _lookedAt);
        state.Carry(ref _looks, Memory);
        state.Carry(ref _usual);
        state.Carry(ref _isApart);
        state.Carry(ref _isTold);
        state.Carry(ref _apartSince);
    }

    private void Learn(double difference)
    {
        var isKnown = _looks >= WarmUp;
        if ((_looks > 0 && _newest.Microseconds - _lookedAt.Microseconds < Second) || (isKnown && difference >= Limit))
            return;

        _lookedAt = _newest;
        _looks = Math.Min(_looks + 1, Memory);
        _usual += (difference - _usual) / _looks;
    }

    private Finding? LookForTheBeginning(double difference, Timestamp oldest)
    {
        if (_looks < WarmUp || difference < Limit)
        {
            _isApart = false;
            return null;
        }

        _apartSince = _isApart ? _apartSince : _newest;
        _isApart = true;
        if (_newest.Microseconds - _apartSince.Microseconds < _hold)
            return null;

        _isTold = true;
        return Found(
            "apart", _apartSince, _newest, Confidence.OfStrength(difference, Limit),
            [
                new("difference", difference), new("usualDifference", _usual), new("limit", Limit),
                .. _prices.Fresh(oldest).Select(price => new Measure($"price {price.Instrument.Venue}", price.Price)),
            ]);
    }

    private Finding? LookForTheEnd(double difference)
    {
        if (difference >= Limit / 2)
            return null;

        (_isTold, _isApart) = (false, false);
        return Found(
            "together", _newest, _newest, 1 - (difference / Limit),
            new("difference", difference), new("usualDifference", _usual), new("seconds", (_newest - _apartSince).TotalSeconds));
    }
}
