using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>The master data of one instrument by the year and by the day. What was read last stays at hand.</summary>
internal sealed class DaySource(RebuildContext context, Instrument instrument)
{
    private (int Year, IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)> Imported)? _year;
    private (int Day, List<CandleRow>[] Candles)? _day;

    /// <summary>The imported candles of a year, by length.</summary>
    public async ValueTask<IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)>> ImportedAsync(int year, CancellationToken cancellationToken)
    {
        if (_year is { } last && last.Year == year)
            return last.Imported;

        var imported = await context.ReadImportedAsync(instrument.Name, year, cancellationToken);
        _year = (year, imported);
        return imported;
    }

    /// <summary>A candle, computed out of its day alone; null where the day has none of that time.</summary>
    public async ValueTask<CandleRow?> RowAsync(Interval interval, long openTime)
    {
        var day = Days.NumberOf(openTime);
        if (_day?.Day != day)
            _day = (day, await ComputeAsync(day));

        var rows = _day.Value.Candles[(int)interval];
        var at = CandleRow.IndexFrom(CollectionsMarshal.AsSpan(rows), openTime);
        return at < rows.Count && rows[at].OpenTime == openTime ? rows[at] : null;
    }

    private async Task<List<CandleRow>[]> ComputeAsync(int day)
    {
        var date = Days.Of(day);
        var minutes = new Dictionary<int, List<CandleRow>>();
        if (context.TradeDays.Contains(day))
        {
            await foreach (var (_, candles, _) in context.Trades.ReadMinutesAsync(context.Masters.Trades!, date, new HashSet<Instrument> { instrument }))
                minutes[day] = candles;
        }

        var computed = new YearOfDays(date.Year, minutes, await ImportedAsync(date.Year, CancellationToken.None), [day]);
        var first = computed.Compute(new DayRange(day, day + 1));
        return [first, .. Intervals.All.Skip(1).Select(computed.Candles)];
    }
}
