using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.PumpAndDump;

/// <summary>
/// Price, volume and the market orders to buy are far above their own recent level together; and then the price falls back. It looks
/// with every trade, so a pump is told within its first chunks and not at their end.
/// </summary>
/// <remarks>
/// Far above, of the price: by <c>rise</c>, and by <c>deviations</c> of what it usually is off its level, so that a trend is none.
/// A trade of a chunk that is over is passed over.
/// </remarks>
internal sealed class PumpAndDumpDetector : TradeDetector
{
    // Fewer make no crowd, whatever the usual number is.
    private const int FewestRushOrders = 5;

    private readonly long _length;
    private readonly int _warmUp;
    private readonly int _memory;
    private readonly double _rise;
    private readonly double _deviations;
    private readonly double _volumeRatio;
    private readonly double _rushRatio;
    private readonly double _fallBack;
    private RecentLevel _level;
    private TradeChunk _chunk;
    private long _number = long.MinValue;

    // The episode that goes on, if one does.
    private Phase _phase;
    private Timestamp _since;
    private double _from;
    private double _peak;
    private Timestamp _peakAt;

    private PumpAndDumpDetector(Instrument instrument, DetectorSettings settings)
        : base(Information, instrument)
    {
        _length = settings.Microseconds("chunk");
        _memory = settings.Count("memory");
        _warmUp = Math.Min(settings.Count("warmUp"), _memory);
        _rise = settings["rise"];
        _deviations = settings["deviations"];
        _volumeRatio = settings["volumeRatio"];
        _rushRatio = settings["rushRatio"];
        _fallBack = settings["fallBack"];
        _level = new RecentLevel(_memory);
    }

    private enum Phase
    {
        Quiet,
        Pumped,
        Dumped,
    }

    public static DetectorInfo Information { get; } = new((instrument, _, settings) => new PumpAndDumpDetector(instrument, settings))
    {
        Name = "pump-and-dump",
        Summary = "Price, volume and market orders to buy are far above their own recent level together (pump), and the price falls back (dump).",
        Source = "La Morgia, Mei, Sassi and Stefa, Pump and Dumps in the Bitcoin Era, ICCCN 2020: chunks of 25 s, rush orders",
        Input = DetectorInput.Trades,
        Events = ["pump", "dump"],
        Parameters =
        [
            new("chunk", 25, 1, 3_600, "how many seconds are taken together"),
            new("memory", 144, 10, 10_000, "over how many chunks the recent level is a mean"),
            new("warmUp", 36, 5, 10_000, "how many chunks it must have seen"),
            new("rise", 0.03, 0.001, 10, "how far the price is above its level, as a fraction"),
            new("deviations", 4, 0, 100, "and how far in standard deviations from its level"),
            new("volumeRatio", 4, 1, 1_000, "how many times the usual volume of a chunk"),
            new("rushRatio", 3, 1, 1_000, "how many times the usual number of market orders to buy"),
            new("fallBack", 0.5, 0.05, 1, "the fraction of the rise that must be lost for a dump"),
        ],
    };

    /// <inheritdoc/>
    public override Finding? Apply(in Trade trade)
    {
        var number = trade.EventTime.Microseconds / _length;
        if (number < _number)
            return null;
        if (number > _number)
            Close(number);

        _chunk.Add(trade);
        if (_level.Chunks < _warmUp)
            return null;

        return _phase == Phase.Quiet ? LookForThePump(trade.EventTime) : LookForTheDump(trade.EventTime);
    }

    private protected override void Carry(ref StateCarrier state)
    {
        _level.Carry(ref state);
        _chunk.Carry(ref state);
        state.Carry(ref _number);
        var phase = (int)_phase;
        state.Carry(ref phase, (int)Phase.Dumped);
        _phase = (Phase)phase;
        state.Carry(ref _since);
        state.Carry(ref _from);
        state.Carry(ref _peak);
        state.Carry(ref _peakAt);
    }

    private void Close(long number)
    {
        if (_number != long.MinValue)
        {
            _level.Add(_chunk.Price, _chunk.Volume, _chunk.RushOrders);

            // After so many silent chunks the level is silence and the last price; more of them change it no more.
            var silent = Math.Min(number - _number - 1, 16L * _memory);
            for (var i = 0; i < silent; i++)
                _level.Add(_chunk.Price, 0, 0);
        }

        _number = number;
        _chunk = default;
    }

    private Finding? LookForThePump(Timestamp now)
    {
        // A chunk begins one pump at the most: it is what the finding is known by.
        var since = new Timestamp(_number * _length);
        if (since == _since)
            return null;

        var rise = (_chunk.Price / _level.Price) - 1;
        var least = Math.Max(_rise, _deviations * _level.Deviation);
        var volumeRatio = _chunk.Volume / _level.Volume;
        var rushRatio = _chunk.RushOrders / _level.RushOrders;
        if (rise < least || _chunk.RushOrders < FewestRushOrders || !(volumeRatio >= _volumeRatio && rushRatio >= _rushRatio))
            return null;

        _phase = Phase.Pumped;
        _since = since;
        (_from, _peak, _peakAt) = (_level.Price, _chunk.Price, now);
        return Found(
            "pump", _since, now, Confidence.OfStrength(Math.Min(rise / least, volumeRatio / _volumeRatio), 1),
            new("rise", rise), new("usualPrice", _level.Price), new("price", _chunk.Price), new("deviation", _level.Deviation),
            new("volume", _chunk.Volume), new("usualVolume", _level.Volume),
            new("rushOrders", _chunk.RushOrders), new("usualRushOrders", _level.RushOrders));
    }

    private Finding? LookForTheDump(Timestamp now)
    {
        var price = _chunk.Price;
        if (price > _peak)
            (_peak, _peakAt) = (price, now);

        var wasPumped = _phase == Phase.Pumped;
        var fallBack = (_peak - price) / (_peak - _from);
        if (wasPumped && fallBack >= _fallBack)
            _phase = Phase.Dumped;
        else
            wasPumped = false;

        // The price is back, or what was high has become the level: what comes next is another story.
        var isOver = price < _from * (1 + (_rise / 2)) || now.Microseconds - _since.Microseconds > _memory * _length;
        if (isOver)
            _phase = Phase.Quiet;
        return !wasPumped
            ? null
            : Found(
                "dump", _peakAt, now, Confidence.OfStrength(fallBack, _fallBack),
                new("fallBack", fallBack), new("peak", _peak), new("price", price), new("priceBefore", _from),
                new("seconds", (now - _peakAt).TotalSeconds));
    }
}
