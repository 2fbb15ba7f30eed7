using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.FlashCrash;

/// <summary>
/// A price that falls, or rises, many times without one move the other way, far and within a moment; and then its way back, the second
/// half of the V. Trades at an unchanged price are no moves. One episode at a time: until it is over, or the time for the way back
/// is, what else happens belongs to it.
/// </summary>
internal sealed class FlashCrashDetector : TradeDetector
{
    private readonly PriceRun _run;
    private readonly int _moves;
    private readonly double _change;
    private readonly double _wayBack;
    private readonly long _patience;
    private Timestamp _newest = Timestamp.MinValue;
    private double _price;

    // The episode that goes on, if one does: where it came from, and how far it has gone.
    private bool _isWatching;
    private Timestamp _until;
    private double _from;
    private double _extreme;
    private Timestamp _extremeAt;

    private FlashCrashDetector(Instrument instrument, DetectorSettings settings)
        : base(Information, instrument)
    {
        _run = new PriceRun(settings.Microseconds("seconds"));
        _moves = settings.Count("moves");
        _change = settings["change"];
        _wayBack = settings["wayBack"];
        _patience = settings.Microseconds("patience");
    }

    public static DetectorInfo Information { get; } = new((instrument, _, settings) => new FlashCrashDetector(instrument, settings))
    {
        Name = "flash-crash",
        Summary = "The price falls (crash) or rises (spike) many times in a row, far and within a moment; and it comes back (recovery).",
        Source = "Nanex, Flash Equity Failures, 2010: at least 10 ticks the same way within 1.5 s, 0.8 % or more together",
        Input = DetectorInput.Trades,
        Events = ["crash", "spike", "recovery"],
        Parameters =
        [
            new("moves", 10, 3, 1_000, "how many moves the same way, without one the other way"),
            new("seconds", 1.5, 0.1, 60, "within how many seconds"),
            new("change", 0.008, 0.000_1, 0.9, "how far together, as a fraction"),
            new("wayBack", 0.5, 0.05, 1, "the fraction of the way that must be made good for a recovery"),
            new("patience", 300, 1, 3_600, "how many seconds after the crash a recovery counts as its own"),
        ],
    };

    /// <inheritdoc/>
    public override Finding? Apply(in Trade trade)
    {
        // A trade that is behind the others tells an old price.
        if (trade.EventTime < _newest)
            return null;

        _newest = trade.EventTime;
        var (before, price) = (_price, (double)trade.Price);
        _price = price;
        if (before == 0 || price == before)
            return null;

        _run.Add(trade.EventTime, before, price);
        _isWatching = _isWatching && trade.EventTime <= _until;
        return _isWatching ? LookForTheWayBack(trade.EventTime) : LookForTheFall(trade.EventTime);
    }

    private protected override void Carry(ref StateCarrier state)
    {
        state.Carry(ref _newest);
        state.Carry(ref _price);
        _run.Carry(ref state);
        state.Carry(ref _isWatching);
        state.Carry(ref _until);
        state.Carry(ref _from);
        state.Carry(ref _extreme);
        state.Carry(ref _extremeAt);
    }

    private Finding? LookForTheFall(Timestamp now)
    {
        var change = (_price / _run.PriceBefore) - 1;
        if (_run.Moves < _moves || Math.Abs(change) < _change)
            return null;

        _isWatching = true;
        _until = new Timestamp(now.Microseconds + _patience);
        (_from, _extreme, _extremeAt) = (_run.PriceBefore, _price, now);
        return Found(
            change < 0 ? "crash" : "spike", _run.Since, now, Confidence.OfStrength(Math.Abs(change), _change),
            new("change", change), new("moves", _run.Moves), new("seconds", (now - _run.Since).TotalSeconds),
            new("priceBefore", _run.PriceBefore), new("price", _price));
    }

    private Finding? LookForTheWayBack(Timestamp now)
    {
        if (Math.Sign(_price - _extreme) == Math.Sign(_extreme - _from))
            (_extreme, _extremeAt) = (_price, now);

        var wayBack = (_price - _extreme) / (_from - _extreme);
        if (wayBack < _wayBack)
            return null;

        _isWatching = false;

        // What comes next begins anew: the moves that made the way back are no spike.
        _run.Clear();
        return Found(
            "recovery", _extremeAt, now, Confidence.OfStrength(wayBack, _wayBack),
            new("wayBack", wayBack), new("change", (_extreme / _from) - 1), new("seconds", (now - _extremeAt).TotalSeconds),
            new("priceBefore", _from), new("extreme", _extreme), new("price", _price));
    }
}
