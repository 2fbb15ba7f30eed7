using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>
/// Computes the instruments of a plan, on as many threads as there are processors. A worker takes some instruments whose names follow each
/// other, reads the trades of a year day by day for all of them, and computes that year of each.
/// </summary>
/// <remarks>
/// Memory: a worker holds the one-minute candles of a year of its instruments, <see cref="MostRows"/> at the most, or those of one instrument's
/// year; the rest of its instruments wait when there are more. What instruments hold from one year to the next is let go of beyond the same number.
/// </remarks>
internal sealed class RebuildWorkers
{
    /// <summary>How many rows of 160 bytes a worker holds.</summary>
    public const int MostRows = 1_000_000;

    private readonly RebuildContext _context;
    private readonly int _mostRows;
    private readonly RebuildProgress _progress;
    private readonly Lock _gate = new();
    private readonly LinkedList<InstrumentRebuild> _waiting;
    private readonly List<InstrumentSummary> _finished = [];
    private int _groupSize;

    public RebuildWorkers(RebuildContext context, RebuildPlan plan, RebuildProgress progress, int mostRows)
    {
        (_context, _mostRows, _progress) = (context, mostRows, progress);
        _waiting = new LinkedList<InstrumentRebuild>(plan.Instruments.Select(each => new InstrumentRebuild(context, each)));
        _groupSize = Math.Max(1, _waiting.Count / (2 * Environment.ProcessorCount));
    }

    /// <summary>Computes all.</summary>
    /// <returns>What came out of the instruments, all of whose files are written.</returns>
    public async Task<IReadOnlyList<InstrumentSummary>> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => WorkAsync(stop), stop.Token)).ToList();
        await Task.WhenAll(workers);
        return _finished;
    }

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        try
        {
            while (Take() is { Count: > 0 } group)
                await ComputeAsync(group, stop.Token);
        }
        catch
        {
            // Nothing will be published: the others need not go on.
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task ComputeAsync(List<InstrumentRebuild> group, CancellationToken cancellationToken)
    {
        while (group.Select(instrument => instrument.NextYear).Min() is { } year)
        {
            var minutes = await ReadMinutesAsync(group, year, cancellationToken);
            foreach (var instrument in group.Where(instrument => instrument.NextYear == year))
            {
                await instrument.ComputeYearAsync(minutes.Remove(instrument.Instrument, out var own) ? own : [], cancellationToken);
                _progress.YearDone();
                if (group.Sum(each => each.Held) > _mostRows)
                    await instrument.LetGoAsync(cancellationToken);
            }
        }

        var finished = new List<InstrumentSummary>(group.Count);
        foreach (var instrument in group)
            finished.Add(await instrument.FinishAsync(cancellationToken));

        lock (_gate)
        {
            _finished.AddRange(finished);
            _groupSize = Math.Max(_groupSize, 2 * group.Count);
        }
    }

    /// <summary>The one-minute candles of a year's days. Where they become too many, instruments go back to those that wait.</summary>
    private async Task<Dictionary<Instrument, Dictionary<int, List<CandleRow>>>> ReadMinutesAsync(
        List<InstrumentRebuild> group, int year, CancellationToken cancellationToken)
    {
        var minutes = new Dictionary<Instrument, Dictionary<int, List<CandleRow>>>();
        var range = Slicing.DaysOfYear(year);
        var held = 0L;
        foreach (var day in _context.TradeDays.GetViewBetween(range.From, range.To - 1))
        {
            var only = group.Where(instrument => instrument.NextYear == year && instrument.Needs(day)).Select(instrument => instrument.Instrument).ToHashSet();
            if (only.Count == 0)
                continue;

            await foreach (var (instrument, candles, refused) in _context.Trades.ReadMinutesAsync(_context.Masters.Trades!, Days.Of(day), only, cancellationToken))
            {
                _context.CountRefused(refused);
                if (!minutes.TryGetValue(instrument, out var days))
                    minutes.Add(instrument, days = []);
                days.Add(day, candles);
                held += candles.Count;
            }

            while (held > _mostRows && group.Count > 1)
            {
                foreach (var left in GiveBack(group))
                    held -= minutes.Remove(left.Instrument, out var days) ? days.Values.Sum(candles => (long)candles.Count) : 0;
            }
        }

        return minutes;
    }

    private List<InstrumentRebuild> Take()
    {
        var group = new List<InstrumentRebuild>();
        lock (_gate)
        {
            // Instruments share the reading of trades; one that needs none is better off alone, and so is what it holds.
            while (_waiting.First is { Value: var next } && group.Count < _groupSize && (group.Count == 0 || NeedsTrades(next) == NeedsTrades(group[0])))
            {
                group.Add(next);
                _waiting.RemoveFirst();
                if (!NeedsTrades(next))
                    break;
            }
        }

        return group;
    }

    private List<InstrumentRebuild> GiveBack(List<InstrumentRebuild> group)
    {
        var keep = group.Count / 2;
        var back = group[keep..];
        group.RemoveRange(keep, back.Count);
        lock (_gate)
        {
            _groupSize = keep;
            for (var i = back.Count - 1; i >= 0; i--)
                _waiting.AddFirst(back[i]);
        }

        return back;
    }

    private bool NeedsTrades(InstrumentRebuild instrument) => _context.TradeDays.Any(instrument.Needs);
}
