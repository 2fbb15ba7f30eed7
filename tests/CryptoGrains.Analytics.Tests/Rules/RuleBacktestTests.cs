using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Rules;

public sealed class RuleBacktestTests
{
    [Fact]
    public void On_candles_it_finds_what_the_live_rule_finds()
    {
        var rule = WatchedMarket.Rule("rsi(3) < 35 and price < ema(5)") with { Hysteresis = 1, Cooldown = TimeSpan.FromMinutes(3) };
        var market = new WatchedMarket(rule);
        var candles = new List<Candle>();
        var price = 100m;
        for (var minute = 0; minute < 300; minute++)
        {
            price += (minute * 7919 % 11) - 5;
            market.Trade((minute * 60) + 2, price);
            candles.Add(CandleOf(minute, price, price, price, price));
        }

        // The last candle is never closed by a trade after it.
        var expected = market.Events;
        Assert.True(expected.Count > 10);
        Assert.Equal(expected, Run(rule, candles[..^1]));
    }

    [Fact]
    public void Prices_inside_a_candle_are_taken_as_open_nearer_end_other_end_close()
    {
        var rule = WatchedMarket.Rule("price > 109");
        var events = Run(rule, [CandleOf(0, 100, 110, 99, 105), CandleOf(1, 105, 109, 80, 90)]).ToArray();
        Assert.Equal(
            [(RuleEventKind.Fired, WatchedMarket.At(30)), (RuleEventKind.Resolved, WatchedMarket.At(45))],
            events.Select(turned => (turned.Kind, turned.At)));
    }

    [Fact]
    public void A_change_looks_back_over_the_candles()
    {
        var candles = Enumerable.Range(0, 30).Select(minute => CandleOf(minute, 100, 100, 100, 100)).Append(CandleOf(30, 100, 100, 88, 89)).ToArray();
        var fired = Assert.Single(Run(WatchedMarket.Rule("change(15m) < -10"), candles));
        Assert.Equal(-12, fired.Saw.Single().Value, 9);
    }

    [Fact]
    public void What_looks_at_trades_is_refused()
    {
        Assert.True(CompiledRule.TryCompile(WatchedMarket.Rule("flash-crash"), out var rule, out _));
        Assert.False(RuleBacktest.TryBegin(rule, TradeGen.Bitcoin, out _, out var mistake));
        Assert.Equal("'flash-crash' looks at single trades, and a backtest has candles only.", mistake);
    }

    private static IEnumerable<RuleEvent> Run(AlertRule rule, IEnumerable<Candle> candles)
    {
        Assert.True(CompiledRule.TryCompile(rule, out var compiled, out var mistake), mistake);
        Assert.True(RuleBacktest.TryBegin(compiled, TradeGen.Bitcoin, out var backtest, out _));
        return candles.SelectMany(candle => backtest.Apply(candle));
    }

    private static Candle CandleOf(int minute, decimal open, decimal high, decimal low, decimal close) => new()
    {
        OpenTime = WatchedMarket.At(minute * 60),
        Open = open,
        High = high,
        Low = low,
        Close = close,
        Volume = 1,
        QuoteVolume = close,
        TakerBuyVolume = 1,
        TradeCount = 1,
        FirstTradeId = 1,
        LastTradeId = 1,
        Closed = true,
    };
}
