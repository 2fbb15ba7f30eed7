using System.Text.Json;
using CryptoGrains.Analytics.Indicators;

namespace CryptoGrains.Analytics.Tests.Indicators;

/// <summary>Two implementations from npm on an exchange's own candles.</summary>
public sealed class JudgesTests
{
    private static readonly string Judges = Path.Combine(Feeding.Root(), "tests", "CryptoGrains.Analytics.Tests", "judges");

    private static readonly string[] Judged =
    [
        "sma(20)", "ema(20)", "rsi(14)", "macd(12,26,9)", "macd(12,26,9).signal", "macd(12,26,9).histogram", "bollinger(20,2)", "bollinger(20,2).upper",
        "bollinger(20,2).lower", "atr(14)", "obv",
    ];

    [Theory]
    [InlineData("2017-2024/BTCUSDT_1m", 2_000)]
    [InlineData("2017-2024/BTCUSDT_1h", 2_000)]
    [InlineData("2024/SHIBUSDT_1h", 2_000)]
    [InlineData("2024/BTCUSDT_1d", 249)]
    public async Task Agree_with_ours_but_for_rounding_and_stated_definitions(string name, int count)
    {
        var interval = name[^2..] switch { "1m" => Market.Interval.OneMinute, "1h" => Market.Interval.OneHour, _ => Market.Interval.OneDay };
        Bar[] bars = [.. Feeding.Klines(name).Take(count)];
        Assert.Equal(count, bars.Length);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file,
                JsonSerializer.Serialize(new
                {
                    bars = new
                    {
                        high = bars.Select(bar => bar.High),
                        low = bars.Select(bar => bar.Low),
                        close = bars.Select(bar => bar.Close),
                        volume = bars.Select(bar => bar.Volume),
                    },
                    values = Judged.ToDictionary(indicator => indicator, indicator => Feeding.Run(indicator, bars, interval)),
                }),
                TestContext.Current.CancellationToken);
            await JavaScript.TestAsync(Judges, "node --test indicators.test.mjs", new Dictionary<string, string> { ["INDICATORS"] = file });
        }
        finally
        {
            File.Delete(file);
        }
    }
}
