using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>
/// Compares the feature columns of the days and the forecasting input. Computed here by <see cref="decimal"/>, whose quotient is rounded to 28
/// digits before it is read as a <see cref="double"/>: so a feature may be one unit in the last place off, and no more.
/// </summary>
internal sealed class FeatureCheck(DifferenceLog log, Instrument instrument)
{
    private readonly List<Candle> _days = [];

    /// <summary>Takes in days, in order.</summary>
    public void Add(IEnumerable<Candle> days) => _days.AddRange(days);

    /// <summary>Compares.</summary>
    /// <param name="features">What <c>daily_filled</c> holds, by open time.</param>
    /// <param name="prophet">What <c>prophet_input</c> holds, by <c>ds</c>.</param>
    public void Finish(IReadOnlyDictionary<Timestamp, ServedFeature> features, IReadOnlyDictionary<Timestamp, double> prophet)
    {
        for (var i = 0; i < _days.Count; i++)
        {
            var (day, time) = (_days[i], _days[i].OpenTime);
            log.Rows++;
            if (!features.TryGetValue(time, out var served))
            {
                log.Add(TableNames.Daily, instrument, time, "row", "absent", "there");
                continue;
            }

            Compare(time, "avg_price", served.AveragePrice, day.Vwap is { } average ? Nearest(average) : null);
            Compare(time, "ma7", served.Ma7, Mean(i, 7));
            Compare(time, "ma30", served.Ma30, Mean(i, 30));
            Compare(time, "daily_return", served.Return, i == 0 ? null : Nearest((day.Close - _days[i - 1].Close) / _days[i - 1].Close));
        }

        var closes = _days.Where(day => day.Closed).ToDictionary(day => day.OpenTime, day => Nearest(day.Close));
        foreach (var (time, close) in closes)
        {
            log.Rows++;
            if (prophet.TryGetValue(time, out var y))
                Compare(TableNames.Prophet, time, "y", y, close);
            else
                log.Add(TableNames.Prophet, instrument, time, "row", "absent", "there");
        }

        foreach (var time in prophet.Keys.Where(time => !closes.ContainsKey(time)))
            log.Add(TableNames.Prophet, instrument, time, "row", "there", "absent");
    }

    // The framework's conversion of a long decimal is several units in the last place off; reading its text is not.
    private static double Nearest(decimal value) => double.Parse(value.ToString());

    private double? Mean(int row, int window) =>
        row < window - 1 ? null : Nearest(_days.Skip(row - window + 1).Take(window).Sum(day => day.Close) / window);

    private void Compare(Timestamp time, string what, double? served, double? expected) => Compare(TableNames.Daily, time, what, served, expected);

    private void Compare(string table, Timestamp time, string what, double? served, double? expected)
    {
        var isEqual = served is { } left && expected is { } right
            ? left >= Math.BitDecrement(right) && left <= Math.BitIncrement(right)
            : served is null && expected is null;
        if (!isEqual)
            log.Add(table, instrument, time, what, served?.ToString("R") ?? "null", expected?.ToString("R") ?? "null");
    }
}
