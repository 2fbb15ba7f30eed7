using CryptoGrains.History.Archive;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>Compares one instrument's candles and features, year after year; and finds what the tables that sum up should say of it.</summary>
internal sealed class InstrumentCheck
{
    private readonly DifferenceLog _log;
    private readonly Instrument _instrument;
    private readonly ServedHistory _served;
    private readonly FeatureCheck _features;
    private readonly ExpectedGaps _gaps;
    private readonly Timestamp? _boundary;
    private readonly Queue<ComputedYear> _ahead = [];
    private readonly IReadOnlyList<Bar>[] _before = [.. Intervals.All.Select(_ => (IReadOnlyList<Bar>)[])];
    private readonly List<Bar> _days = [];

    public InstrumentCheck(DifferenceLog log, Instrument instrument, VerifyInputs inputs, ServedHistory served)
    {
        (_log, _instrument, _served) = (log, instrument, served);
        _features = new FeatureCheck(log, instrument);
        _gaps = new ExpectedGaps(instrument.Name);
        _boundary = inputs.Trades is { } archived ? ArchivedTrades.BoundaryOf(archived, instrument.Venue) : null;
    }

    /// <summary>What <c>gaps</c> should have of it, from <see cref="FinishAsync"/> on.</summary>
    public IReadOnlyList<GapRow> Gaps { get; private set; } = [];

    /// <summary>What <c>symbols</c> should have of it; null where it has no days.</summary>
    public SymbolRow? Symbol { get; private set; }

    /// <summary>Takes in the next year, and compares those of which enough is known of what comes after them.</summary>
    public async Task AddAsync(ComputedYear year, CancellationToken cancellationToken)
    {
        _ahead.Enqueue(year);
        while (_ahead.Count > 1 && Intervals.All.All(interval => After(interval, skip: 1).Count() == TradeIdPlaces.Reach))
            await CompareAsync(_ahead.Dequeue(), cancellationToken);
    }

    /// <summary>Compares the rest.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        while (_ahead.TryDequeue(out var year))
            await CompareAsync(year, cancellationToken);
        _features.Finish(await _served.FeaturesAsync(cancellationToken), await _served.ProphetAsync(cancellationToken));
        Gaps = _gaps.Find();
        Symbol = Summary();
    }

    private async Task CompareAsync(ComputedYear year, CancellationToken cancellationToken)
    {
        _gaps.Add(year);
        foreach (var interval in Intervals.All)
        {
            var (bars, before) = (year.Bars[(int)interval], _before[(int)interval]);
            var places = new TradeIdPlaces([.. before, .. bars, .. After(interval, skip: 0)]);
            places.Mark(before.Count, bars.Count, beginsSeries: before.Count == 0);
            _before[(int)interval] = [.. before.Concat(bars).TakeLast(TradeIdPlaces.Reach)];
            if (interval == Interval.OneMinute)
                _gaps.Add(places.Gaps(_instrument.Name, before.Count, bars.Count));

            var expected = bars.Select(bar => bar.ToCandle(IsClosed(bar, interval))).ToList();
            var found = await _served.CandlesAsync(interval, year.Year, cancellationToken);
            CandleCheck.Compare(_log, TableNames.Candles(interval), _instrument, found, expected);
            if (await _served.EarlierCandlesAsync(interval, year.Year, cancellationToken) is { } earlier)
                RevisionCheck.Compare(_log, TableNames.Candles(interval), _instrument, found, earlier);
            if (interval == Interval.OneDay)
            {
                _features.Add(bars.Select(bar => (bar, IsClosed(bar, interval))));
                _days.AddRange(bars);
            }
        }
    }

    /// <summary>The bars that follow, as many as a mark depends on.</summary>
    private IEnumerable<Bar> After(Interval interval, int skip) =>
        _ahead.Skip(skip).SelectMany(year => year.Bars[(int)interval]).Take(TradeIdPlaces.Reach);

    private bool IsClosed(Bar bar, Interval interval) =>
        bar.IsImported || (_boundary is { } until && new Timestamp(bar.OpenTime) + interval.Length() <= until);

    private SymbolRow? Summary()
    {
        if (_days.Count == 0)
            return null;

        var days = _days.ConvertAll(bar => (int)(bar.OpenTime / TimeSpan.MicrosecondsPerDay));
        var origins = _days.Select(bar => bar.IsImported ? "import" : "trades").Distinct().ToList();
        return new SymbolRow(
            _instrument.Name, days[0], days[^1], days.Count, Enumerable.Range(days[0], days[^1] - days[0] + 1).Except(days).Count(),
            Gaps.Count, _boundary?.Microseconds, origins.Count > 1 ? "both" : origins[0]);
    }
}
