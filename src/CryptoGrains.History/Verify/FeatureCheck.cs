using System.Numerics;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>
/// Compares the feature columns of the days and the forecasting input, to the last bit: each is by its definition the double nearest to an exact quotient.
/// </summary>
internal sealed class FeatureCheck(DifferenceLog log, Instrument instrument)
{
    private static readonly BigInteger PriceUnit = BigInteger.Pow(10, 12);

    // Quote volumes have 16 decimals, volumes 12.
    private static readonly BigInteger QuoteUnit = BigInteger.Pow(10, 4);

    // Beyond 10^22 of the base asset a volume is no market's, and has no average price.
    private static readonly Int128 GreatestVolume = Int128.MaxValue / (Int128)QuoteUnit;

    private readonly List<(Bar Bar, bool IsClosed)> _days = [];

    /// <summary>Takes in days, in order.</summary>
    public void Add(IEnumerable<(Bar Bar, bool IsClosed)> days) => _days.AddRange(days);

    /// <summary>Compares.</summary>
    /// <param name="features">What <c>daily_filled</c> holds, by open time.</param>
    /// <param name="prophet">What <c>prophet_input</c> holds, by <c>ds</c>.</param>
    public void Finish(IReadOnlyDictionary<Timestamp, ServedFeature> features, IReadOnlyDictionary<Timestamp, double> prophet)
    {
        for (var i = 0; i < _days.Count; i++)
        {
            var (day, time) = (_days[i].Bar, new Timestamp(_days[i].Bar.OpenTime));
            log.Rows++;
            if (!features.TryGetValue(time, out var served))
            {
                log.Add(TableNames.Daily, instrument, time, "row", "absent", "there");
                continue;
            }

            Compare(TableNames.Daily, time, "avg_price", served.AveragePrice, AveragePrice(day));
            Compare(TableNames.Daily, time, "ma7", served.Ma7, Mean(i, 7));
            Compare(TableNames.Daily, time, "ma30", served.Ma30, Mean(i, 30));
            Compare(TableNames.Daily, time, "daily_return", served.Return, i == 0 ? null : Return(_days[i - 1].Bar, day));
        }

        var closes = _days.Where(day => day.IsClosed).ToDictionary(day => new Timestamp(day.Bar.OpenTime), day => NearestDouble.Of((BigInteger)day.Bar.Close, PriceUnit));
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

    private static double? AveragePrice(Bar day) => day.QuoteVolume is { } quote && day.Volume > 0 && day.Volume <= GreatestVolume
        ? NearestDouble.Of((BigInteger)quote, (BigInteger)day.Volume * QuoteUnit)
        : null;

    private static double? Return(Bar before, Bar day) =>
        before.Close > 0 ? NearestDouble.Of((BigInteger)day.Close - (BigInteger)before.Close, (BigInteger)before.Close) : null;

    private double? Mean(int row, int window)
    {
        if (row < window - 1)
            return null;

        var sum = BigInteger.Zero;
        for (var i = row - window + 1; i <= row; i++)
            sum += (BigInteger)_days[i].Bar.Close;
        return NearestDouble.Of(sum, window * PriceUnit);
    }

    private void Compare(string table, Timestamp time, string what, double? served, double? expected)
    {
        if (served != expected)
            log.Add(table, instrument, time, what, served?.ToString("R") ?? "null", expected?.ToString("R") ?? "null");
    }
}
