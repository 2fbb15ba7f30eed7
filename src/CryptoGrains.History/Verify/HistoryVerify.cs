using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>
/// The proof: recomputes everything that the history serves from the master data, by another road than the rebuild, and compares. Holds one
/// instrument's two years in memory.
/// </summary>
public sealed class HistoryVerify(HistoryTables tables)
{
    private readonly DifferenceLog _log = new();
    private long _trades;
    private long _imported;

    /// <summary>Compares what is served with the versions of the master data that it was computed from.</summary>
    /// <exception cref="DeltaException">These versions can no longer be read, or the tables do not agree on them: a rebuild mends that.</exception>
    public async Task<VerifyReport> RunAsync(IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var inputs = await VerifyInputs.OpenAsync(tables, cancellationToken);
        using var reader = new HistoryReader(tables);
        var raw = new RawTrades(tables.Trades, inputs.Trades);
        var days = await raw.DaysAsync(cancellationToken);
        var symbols = days.Keys.Concat(inputs.ImportedSymbols).Concat(inputs.ServedSymbols).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < symbols.Count; i++)
        {
            progress?.Report(new HistoryProgress("verify", i, symbols.Count, "instruments"));
            await VerifyAsync(Instrument.Parse(symbols[i]), inputs, reader, raw, days.GetValueOrDefault(symbols[i], []), cancellationToken);
        }

        progress?.Report(new HistoryProgress("verify", symbols.Count, symbols.Count, "instruments"));
        return new VerifyReport(symbols.Count, _trades, _imported, _log.Rows, _log.Found, _log.Kept);
    }

    private async Task VerifyAsync(
        Instrument instrument,
        VerifyInputs inputs,
        HistoryReader reader,
        RawTrades raw,
        SortedSet<DateOnly> days,
        CancellationToken cancellationToken)
    {
        var served = new ServedHistory(tables, reader, inputs, instrument);
        var features = new FeatureCheck(_log, instrument);
        var boundary = inputs.Trades is { } archived ? ArchivedTrades.BoundaryOf(archived, instrument.Venue) : null;
        IReadOnlyList<Bar>[]? current = null;
        var currentYear = 0;
        var before = new Bar?[Intervals.All.Length];
        foreach (var year in days.Select(day => day.Year).Concat(inputs.YearsOf(instrument)).Distinct().Order())
        {
            var next = await ComputeAsync(instrument, year, inputs, raw, days, cancellationToken);
            if (current is not null)
                await CompareAsync(current, next);
            (current, currentYear) = (next, year);
        }

        if (current is not null)
            await CompareAsync(current, next: null);
        features.Finish(await served.FeaturesAsync(cancellationToken), await served.ProphetAsync(cancellationToken));

        async Task CompareAsync(IReadOnlyList<Bar>[] bars, IReadOnlyList<Bar>[]? next)
        {
            foreach (var interval in Intervals.All)
            {
                var index = (int)interval;
                Recomputation.MarkPartial(bars[index], before[index], next?[index] is [var first, ..] ? first : null);
                before[index] = bars[index] is [.., var last] ? last : before[index];
                var expected = bars[index].Select(bar => bar.ToCandle(IsClosed(bar, interval, boundary))).ToList();
                var found = await served.CandlesAsync(interval, currentYear, cancellationToken);
                CandleCheck.Compare(_log, TableNames.Candles(interval), instrument, found, expected);
                if (interval == Interval.OneDay)
                    features.Add(expected);
            }
        }
    }

    private static bool IsClosed(Bar bar, Interval interval, Timestamp? boundary) =>
        bar.IsImported || (boundary is { } until && new Timestamp(bar.OpenTime) + interval.Length() <= until);

    private static DateOnly DayOf(Bar bar) => DateOnly.FromDateTime(new Timestamp(bar.OpenTime).ToDateTimeOffset().UtcDateTime);

    private async Task<IReadOnlyList<Bar>[]> ComputeAsync(
        Instrument instrument, int year, VerifyInputs inputs, RawTrades raw, SortedSet<DateOnly> days, CancellationToken cancellationToken)
    {
        var imported = await inputs.ImportedAsync(instrument, year, cancellationToken);
        _imported += imported.Values.Sum(bars => bars.Count);
        var all = new List<Bar>[Intervals.All.Length];
        for (var i = 0; i < all.Length; i++)
            all[i] = [];

        // Every interval divides a day, so days are computed one by one.
        foreach (var day in days.Where(day => day.Year == year).Concat(imported.Values.SelectMany(bars => bars).Select(DayOf)).Distinct().Order())
        {
            var trades = days.Contains(day) ? await raw.ReadAsync(instrument.Name, day, cancellationToken) : [];
            _trades += trades.Count;
            var some = imported.ToDictionary(each => each.Key, each => (IReadOnlyList<Bar>)[.. each.Value.Where(bar => DayOf(bar) == day)]);
            var bars = Recomputation.Of(trades, some);
            for (var i = 0; i < all.Length; i++)
                all[i].AddRange(bars[i]);
        }

        return all;
    }
}
