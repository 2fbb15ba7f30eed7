using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>
/// The live windows of one instrument: candles of all intervals in event time, what has been counted, what is missing. A pure
/// function of the trades and clock marks it was given; within the lateness their order, and how often each comes, makes no
/// difference to any candle but for its <see cref="Candle.Revision"/>.
/// </summary>
/// <remarks>Not safe for concurrent use: one owner, one turn at a time.</remarks>
public sealed class InstrumentWindows
{
    // 100,000 ranges of ids are 3 MB.
    private const int MostRanges = 100_000;

    private static readonly long MinuteLength = (long)Interval.OneMinute.Length().TotalMicroseconds;

    private readonly CandleSeries[] _series;
    private readonly long _lateness;
    private readonly long _grace;
    private long _newestTime = long.MinValue;

    // Trades are summed here as long as they fall into one minute, and go to the candles of all intervals together.
    private CandleSum _running;
    private Int128 _dayVolume;
    private Int128 _dayQuoteVolume;

    /// <summary>Windows that have seen nothing.</summary>
    /// <exception cref="ArgumentException">The limits contradict each other.</exception>
    public InstrumentWindows(WindowOptions? options = null)
    {
        Options = options ?? WindowOptions.Default;
        if (Options.Mistakes().FirstOrDefault() is { } mistake)
            throw new ArgumentException(mistake, nameof(options));

        _grace = (long)Options.Grace.TotalMicroseconds;
        _lateness = (long)Options.Lateness.TotalMicroseconds;
        _series = [.. Intervals.All.Select(interval =>
            new CandleSeries(interval, interval == Interval.OneMinute ? Options.MinuteCandles : Options.LongerCandles))];
    }

    /// <summary>The limits.</summary>
    public WindowOptions Options { get; }

    /// <summary>The event time before which windows are closed; <see cref="Timestamp.MinValue"/> before the first trade or clock mark.</summary>
    public Timestamp Watermark { get; private set; } = Timestamp.MinValue;

    /// <summary>Rises with every change.</summary>
    public long Version { get; internal set; }

    /// <summary>How many trades have been counted, each id once.</summary>
    public long TotalTrades { get; internal set; }

    /// <summary>How many came again.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>How many came after the lateness.</summary>
    public long TooLate { get; internal set; }

    /// <summary>How many could not be kept exactly.</summary>
    public long Refused { get; internal set; }

    /// <summary>How many gaps are no longer listed.</summary>
    public long ForgottenGaps => Ids.Forgotten;

    internal TradeIdRanges Ids { get; } = new();

    /// <summary>The first of the 1,440 minutes of the last 24 hours.</summary>
    private long DayStart => (Interval.OneMinute.OpenOf(new Timestamp(_newestTime)) - TimeSpan.FromMinutes(1_439)).Microseconds;

    internal CandleSeries[] Series
    {
        get
        {
            Settle();
            return _series;
        }
    }

    internal TradeRate Rate { get; } = new();

    internal Decimals Decimals { get; set; }

    internal long NewestTime
    {
        get => _newestTime;
        set
        {
            _newestTime = value;
            Watermark = value == long.MinValue ? Timestamp.MinValue : new Timestamp(value - _grace);
        }
    }

    /// <summary>Takes in one trade.</summary>
    public TradeOutcome Apply(in Trade trade)
    {
        if (Ids.Contains(trade.Id))
        {
            Duplicates++;
            return TradeOutcome.Duplicate;
        }

        var time = trade.EventTime.Microseconds;
        if (_newestTime != long.MinValue && time < Watermark.Microseconds - _lateness)
        {
            TooLate++;
            return TradeOutcome.TooLate;
        }

        if (!TryScale(trade, out var scaled) || !TryRun(scaled))
        {
            Refused++;
            return TradeOutcome.Refused;
        }

        _running.Version = ++Version;
        TotalTrades++;
        Remember(trade.Id, time);
        Rate.Add(time);
        if (time > _newestTime)
            NewestTime = time;
        return TradeOutcome.Counted;
    }

    /// <summary>
    /// Learns how far the venue's clock has come, so that a silent market's candles close too, and a new market's first trades are as
    /// late as any other's.
    /// </summary>
    /// <returns>Whether it closed any candle.</returns>
    public bool AdvanceClock(Timestamp clock)
    {
        if (clock.Microseconds <= _newestTime)
            return false;

        Settle();
        var before = Watermark.Microseconds;
        NewestTime = clock.Microseconds;
        Version++;
        return _series.Any(series => ClosesAny(series, before));
    }

    /// <summary>
    /// Lets go of candles that somebody else serves from now on. What trades may still change stays, and so do the minutes of the 24 hours.
    /// </summary>
    /// <param name="served">Candles that end at or before this time are served elsewhere.</param>
    /// <returns>Whether there were any.</returns>
    public bool Forget(Timestamp served)
    {
        if (TotalTrades == 0)
            return false;

        var settled = Math.Min(served.Microseconds, Watermark.Microseconds - _lateness);
        var any = false;
        foreach (var series in Series)
            any |= series.DropThrough(series.Interval == Interval.OneMinute ? Math.Min(settled, DayStart) : settled);
        if (any)
            Version++;
        return any;
    }

    /// <summary>The present state, for asking later what has changed since.</summary>
    public WindowMark Mark() => new(Version, Watermark);

    /// <summary>Candles in order of open time: from <paramref name="from"/> on, or the latest before <paramref name="to"/> where it is null.</summary>
    /// <returns>At most <paramref name="limit"/> candles, and the open time of the next one in the range.</returns>
    public (ImmutableArray<Candle> Candles, Timestamp? Next) Candles(Interval interval, Timestamp? from, Timestamp? to, int limit)
    {
        var series = Series[(int)interval];
        var end = to is { } before ? series.IndexFrom(before.Microseconds) : series.Count;
        var start = from is { } first ? series.IndexFrom(first.Microseconds) : Math.Max(0, end - limit);
        var count = Math.Clamp(end - start, 0, limit);
        var candles = ImmutableArray.CreateBuilder<Candle>(count);
        for (var i = start; i < start + count; i++)
            candles.Add(ToCandle(series, series[i]));

        Timestamp? next = start + count < end ? new Timestamp(series[start + count].OpenTime) : null;
        return (candles.MoveToImmutable(), next);
    }

    /// <summary>The candles of an interval that were changed, closed or found partial since a mark, in order of open time.</summary>
    public ImmutableArray<Candle> CandlesChangedSince(Interval interval, WindowMark mark)
    {
        var series = Series[(int)interval];
        var gaps = GapsSince(mark);
        var changed = ImmutableArray.CreateBuilder<Candle>();
        for (var i = 0; i < series.Count; i++)
        {
            ref readonly var candle = ref series[i];
            var end = series.EndOf(candle);
            var closedSince = end > mark.Watermark.Microseconds && end <= Watermark.Microseconds;
            if (candle.Version > mark.Version || closedSince || Overlaps(gaps, candle.OpenTime, end))
                changed.Add(ToCandle(series, candle));
        }

        return changed.ToImmutable();
    }

    /// <summary>The close of the last minute candle that ended at or before the beginning of a minute; null where there is none.</summary>
    internal double? CloseBefore(Timestamp minute)
    {
        var minutes = Series[(int)Interval.OneMinute];
        var index = minutes.IndexFrom(minute.Microseconds);
        return index == 0 ? null : (double)FixedPoint.ToDecimal(minutes[index - 1].Close, Decimals.Price);
    }

    /// <summary>The gaps: missing ids whose time the watermark has passed, oldest first.</summary>
    public ImmutableArray<TradeGap> Gaps() => [.. Ids.Holes().Where(hole => hole.To <= Watermark)];

    /// <summary>The gaps that have become certain since a mark.</summary>
    public ImmutableArray<TradeGap> GapsSince(WindowMark mark) =>
        [.. Ids.Holes().Where(hole => hole.To > mark.Watermark && hole.To <= Watermark)];

    /// <summary>The last trade and the 24 hours; null before the first trade.</summary>
    public DaySummary? Summary()
    {
        if (TotalTrades == 0)
            return null;

        var minutes = Series[(int)Interval.OneMinute];
        ref readonly var newest = ref minutes[minutes.Count - 1];
        var day = CandleSum.StartingAt(DayStart);
        for (var i = minutes.IndexFrom(DayStart); i < minutes.Count; i++)
            day.Add(minutes[i]);

        return new DaySummary(
            FixedPoint.ToDecimal(newest.Close, Decimals.Price),
            newest.LastId,
            new Timestamp(newest.LastTime),
            day.TradeCount == 0 ? null : day.ToCandle(Decimals, closed: false, partial: false),
            Rate.At(_newestTime));
    }

    /// <summary>Brings a trade into the decimals of the instrument, which become finer where the trade needs it.</summary>
    private bool TryScale(in Trade trade, out ScaledTrade scaled)
    {
        scaled = default;
        if (!SplitTrade.TryOf(trade, out var split))
            return false;

        if (!Decimals.Cover(split.Decimals))
        {
            var finer = Decimals.Covering(split.Decimals);
            if (!Rescaling.TryRun(Series, Decimals, finer))
                return false;
            Decimals = finer;
        }

        return split.TryScale(trade, Decimals, out scaled);
    }

    /// <summary>Adds a trade to the running sum, if the sums of its day, which hold every shorter window's, stay exact.</summary>
    private bool TryRun(in ScaledTrade trade)
    {
        if ((ulong)(trade.Time - _running.OpenTime) >= (ulong)MinuteLength || _running.TradeCount == 0)
            StartRunning(trade.Time);

        if (_dayVolume + trade.Quantity >= ScaledTrade.GreatestSum || _dayQuoteVolume + trade.QuoteQuantity >= ScaledTrade.GreatestSum)
            return false;

        _dayVolume += trade.Quantity;
        _dayQuoteVolume += trade.QuoteQuantity;
        _running.Add(trade);
        return true;
    }

    private void StartRunning(long time)
    {
        Settle();
        _running = CandleSum.StartingAt(Interval.OneMinute.OpenOf(new Timestamp(time)).Microseconds);
        (_dayVolume, _dayQuoteVolume) = (0, 0);
        var days = _series[(int)Interval.OneDay];
        var dayStart = Interval.OneDay.OpenOf(new Timestamp(time)).Microseconds;
        var index = days.IndexFrom(dayStart);
        if (index < days.Count && days[index].OpenTime == dayStart)
            (_dayVolume, _dayQuoteVolume) = (days[index].Volume, days[index].QuoteVolume);
    }

    /// <summary>Brings the running sum to the candles. Whether these are closed has not changed while it ran, so neither do revisions depend on when.</summary>
    private void Settle()
    {
        if (_running.TradeCount == 0)
            return;

        foreach (var series in _series)
        {
            ref var candle = ref series.Holding(_running.OpenTime);
            candle.Add(_running);
            candle.Version = _running.Version;
            if (series.EndOf(candle) <= Watermark.Microseconds)
                candle.Revision += (int)_running.TradeCount;
        }

        _running = default;
    }

    private void Remember(long id, long time)
    {
        if (Ids.SpanAround(id, time, Watermark.Microseconds) is { } touched)
            Touch(touched.From, touched.To, forgetGap: false);
        Ids.Add(id, time);

        // What could still come in for a gap is kept as long as it may come, up to a bound that no real market meets.
        while (Ids.Count - 1 > Options.Gaps
            && (Ids.HoleBefore(1).To.Microseconds < Watermark.Microseconds - _lateness || Ids.Count > MostRanges))
        {
            var forgotten = Ids.GiveUpFirstHole();
            Touch(forgotten.From.Microseconds, forgotten.To.Microseconds, forgetGap: true);
        }
    }

    /// <summary>Marks the candles in a span as changed, because what is known to be missing in them is.</summary>
    private void Touch(long from, long to, bool forgetGap)
    {
        foreach (var series in Series)
        {
            for (var i = series.Count - 1; i >= 0 && series.EndOf(series[i]) > from; i--)
            {
                if (series[i].OpenTime > to)
                    continue;
                series[i].Version = Version;
                series[i].GapForgotten |= forgetGap;
            }
        }
    }

    private Candle ToCandle(CandleSeries series, in CandleSum candle)
    {
        var end = series.EndOf(candle);
        var partial = candle.GapForgotten || Ids.IsPartial(candle.OpenTime, end, Watermark.Microseconds);
        return candle.ToCandle(Decimals, closed: end <= Watermark.Microseconds, partial);
    }

    private bool ClosesAny(CandleSeries series, long watermarkBefore)
    {
        for (var i = series.Count - 1; i >= 0 && series.EndOf(series[i]) > watermarkBefore; i--)
        {
            if (series.EndOf(series[i]) <= Watermark.Microseconds)
                return true;
        }

        return false;
    }

    private static bool Overlaps(ImmutableArray<TradeGap> gaps, long open, long end)
    {
        foreach (var gap in gaps)
        {
            if (gap.From.Microseconds < end && gap.To.Microseconds >= open)
                return true;
        }

        return false;
    }
}
