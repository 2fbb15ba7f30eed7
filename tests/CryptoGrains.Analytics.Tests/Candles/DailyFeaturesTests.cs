using System.Numerics;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class DailyFeaturesTests
{
    [Fact]
    public void Eight_closes_of_December_2025()
    {
        CandleRow[] days = [.. Enumerable.Range(0, 8).Select(i => Day(i, 100 + (5 * i)))];
        var features = DailyFeatures.Of(days);
        Assert.Equal([null, null, null, null, null, null, 115.0, 120.0], features.Select(feature => feature.Ma7));
        Assert.All(features, feature => Assert.Null(feature.Ma30));
        Assert.Equal([null, 0.05, 5 / 105.0], features.Take(3).Select(feature => feature.Return));
    }

    [Fact]
    public void Means_and_returns_are_the_quotients_of_exact_sums()
    {
        var property = Prop.ForAll(
            (from closes in Numbers.Positive(50).ListOf().Resize(100)
             from zeros in Gen.Choose(0, 12)
             select closes.Select(close => close * FixedPoint.PowerOfTen(zeros)).ToArray()).ToArbitrary(),
            closes =>
            {
                var features = DailyFeatures.Of([.. closes.Select((close, i) => Day(i, 1) with { Close = close })]);
                for (var i = 0; i < closes.Length; i++)
                {
                    Assert.Equal(Mean(closes, i, 7), features[i].Ma7);
                    Assert.Equal(Mean(closes, i, 30), features[i].Ma30);
                    Assert.Equal(i == 0 ? null : ExactRatio.Of(closes[i] - closes[i - 1], closes[i - 1]), features[i].Return);
                }
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_average_price_is_quote_volume_by_volume_and_unknown_where_either_is()
    {
        var day = Day(0, 100) with { Volume = Digits(3, 12), QuoteVolume = Digits(1, 16) };
        Assert.Equal(1 / 3.0, Only(day).AveragePrice);
        Assert.Null(Only(day with { QuoteVolume = CandleRow.UnknownVolume }).AveragePrice);
        Assert.Null(Only(day with { Volume = 0, QuoteVolume = 0 }).AveragePrice);
    }

    [Fact]
    public void Windows_count_rows_and_pass_over_missing_days()
    {
        var features = DailyFeatures.Of([.. Enumerable.Range(0, 7).Select(i => Day(i * 10, i + 1))]);
        Assert.Equal(4.0, features[6].Ma7);
    }

    private static DailyFeature Only(CandleRow day) => Assert.Single(DailyFeatures.Of([day]));

    private static double? Mean(Int128[] closes, int last, int count)
    {
        if (last + 1 < count)
            return null;
        var sum = closes[(last + 1 - count)..(last + 1)].Aggregate(BigInteger.Zero, (sum, close) => sum + close);
        return ExactRatio.Of((Int128)sum, Digits(count, 12));
    }

    private static CandleRow Day(int day, int close) => Rows.Trades(0, 1, 2) with
    {
        OpenTime = new DateTimeOffset(2025, 12, 10, 0, 0, 0, TimeSpan.Zero).AddDays(day).ToUnixTimeMilliseconds() * 1_000,
        Close = Digits(close, 12),
    };

    private static Int128 Digits(long number, int decimals) => (Int128)number * FixedPoint.PowerOfTen(decimals);
}
