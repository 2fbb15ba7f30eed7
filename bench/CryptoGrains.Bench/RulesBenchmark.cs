using System.Globalization;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Bench;

/// <summary>
/// Alert rules over the windows of 1,000 instruments, one thread: every rule watches every instrument, so 1,000 rules are a million watches.
/// The peer is the windows without rules.
/// </summary>
internal static class RulesBenchmark
{
    private const int Count = 500_000;
    private const int Instruments = 1_000;

    public static async Task RunAsync()
    {
        var trades = SampleTrades.Make(Count, Instruments);
        var indexOf = trades.Select(trade => trade.Instrument).Distinct().Select((name, i) => (name, i)).ToDictionary();
        var at = trades.Select(trade => indexOf[trade.Instrument]).ToArray();
        await CompareAsync("rules, 1,000 of prices", Prices(1_000), trades, at);
        await CompareAsync("rules, 100 of prices and 20 of indicators", [.. Prices(100), .. Indicators()], trades, at);
    }

    private static Task CompareAsync(string name, CompiledRule[] rules, Trade[] trades, int[] at) => Comparison.RunAsync(
        name,
        "trades",
        () => WatchAsync(rules, trades, at),
        "windows alone",
        () => WatchAsync([], trades, at),
        rounds: 3);

    private static Task<Measured> WatchAsync(CompiledRule[] rules, Trade[] trades, int[] at)
    {
        var markets = new (InstrumentWindows Windows, InstrumentRules Rules)[Instruments];
        for (var i = 0; i < trades.Length && i < Instruments * 10; i++)
        {
            if (markets[at[i]].Windows is not null)
                continue;

            markets[at[i]] = (new InstrumentWindows(), new InstrumentRules(trades[i].Instrument));
            markets[at[i]].Rules.Keep(rules, markets[at[i]].Windows);
            markets[at[i]].Rules.Begin(markets[at[i]].Windows);
        }

        return Measured.OfAsync(Count, () =>
        {
            var events = new List<RuleEvent>();
            for (var i = 0; i < trades.Length; i++)
            {
                ref var market = ref markets[at[i]];
                market.Windows.Apply(trades[i]);
                market.Rules.Apply(trades[i], market.Windows, events);
                events.Clear();
            }

            return Task.CompletedTask;
        });
    }

    // Far from the market: what is measured is the watching, not what fires.
    private static CompiledRule[] Prices(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Compiled($"p{i}", string.Create(CultureInfo.InvariantCulture, $"price > {1_000_000_000 + i}")))];

    private static CompiledRule[] Indicators() =>
        [.. Enumerable.Range(5, 20).Select(period => Compiled($"i{period}", $"rsi({period}) < 1 and price > ema({period})"))];

    private static CompiledRule Compiled(string id, string when)
    {
        var rule = new AlertRule { Id = id, Version = 1, Name = id, When = when };
        return CompiledRule.TryCompile(rule, out var compiled, out var mistake) ? compiled : throw new InvalidOperationException(mistake);
    }
}
