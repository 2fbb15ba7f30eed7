using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>
/// The proof: recomputes everything that the history serves from the master data, by another road than the rebuild, and compares: candles, features,
/// the forecasting input, gaps and the line of each instrument exactly, revisions by the version before where that is still kept. Holds an
/// instrument's year and the next in memory, and the open times of all.
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
        var gaps = new List<GapRow>();
        var lines = new List<SymbolRow>();
        for (var i = 0; i < symbols.Count; i++)
        {
            progress?.Report(new HistoryProgress("verify", i, symbols.Count, "instruments"));
            var check = await VerifyAsync(Instrument.Parse(symbols[i]), inputs, reader, raw, days.GetValueOrDefault(symbols[i], []), cancellationToken);
            gaps.AddRange(check.Gaps);
            if (check.Symbol is { } line)
                lines.Add(line);
        }

        SummaryCheck.Compare(_log, await inputs.GapsAsync(cancellationToken), gaps);
        SummaryCheck.Compare(_log, await inputs.SymbolsAsync(cancellationToken), lines);

        progress?.Report(new HistoryProgress("verify", symbols.Count, symbols.Count, "instruments"));
        return new VerifyReport(symbols.Count, _trades, _imported, _log.Rows, _log.Found, _log.Kept);
    }

    private async Task<InstrumentCheck> VerifyAsync(
        Instrument instrument,
        VerifyInputs inputs,
        HistoryReader reader,
        RawTrades raw,
        SortedSet<DateOnly> days,
        CancellationToken cancellationToken)
    {
        var check = new InstrumentCheck(_log, instrument, inputs, new ServedHistory(tables, reader, inputs, instrument));
        foreach (var year in days.Select(day => day.Year).Concat(inputs.YearsOf(instrument)).Distinct().Order())
            await check.AddAsync(await ComputeAsync(instrument, year, inputs, raw, days, cancellationToken), cancellationToken);
        await check.FinishAsync(cancellationToken);
        return check;
    }

    private static DateOnly DayOf(Bar bar) => DateOnly.FromDateTime(new Timestamp(bar.OpenTime).ToDateTimeOffset().UtcDateTime);

    private async Task<ComputedYear> ComputeAsync(
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

        return new ComputedYear(year, all, imported);
    }
}
