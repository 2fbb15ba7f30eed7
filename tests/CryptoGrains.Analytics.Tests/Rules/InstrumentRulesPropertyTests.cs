using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Tests.Windows;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Rules;

public sealed class InstrumentRulesPropertyTests
{
    private static readonly AlertRule[] Rules =
    [
        .. new[]
        {
            "price > 1000000000", "price crosses below 900000000 and price > 100", "change(1m) > 5", "change(2m) < -50", "sma(2) > ema(3)", "ema(2) crosses above sma(3)",
            "rsi(2) < 40", "price < bollinger(3,1).lower", "gap", "silence(3)", "flash-crash(moves=3,seconds=10,change=0.01)",
            "robust-z-volume", "volume-ratio(2) > 1.5",
        }.Select((when, i) => WatchedMarket.Rule(when, $"r{i:D2}") with { Cooldown = TimeSpan.FromSeconds(i % 4 * 20), Hysteresis = i % 3 }),
    ];

    // Some out of order, some twice, some missing.
    private static readonly Gen<Trade[]> Trades =
        from trades in TradeGen.Trades(TimeSpan.FromSeconds(8))
        from moved in Gen.Choose(0, trades.Length - 1).ListOf(trades.Length / 5)
        from lost in Gen.Choose(0, trades.Length - 1).ListOf(trades.Length / 10)
        select Disturb(trades, [.. moved], [.. lost]);

    [Fact]
    public void Wherever_it_was_stored_and_however_much_is_replayed_the_same_alerts_begin_and_end()
    {
        var property = Prop.ForAll(
            (from trades in Trades
             from stored in Gen.Choose(0, trades.Length - 1)
             from crashed in Gen.Choose(stored, trades.Length - 1)
             select (trades, stored, crashed)).ToArbitrary(),
            sample =>
            {
                var whole = new WatchedMarket(Rules);
                foreach (var trade in sample.trades)
                    Apply(whole, trade);

                var market = new WatchedMarket(Rules);
                for (var i = 0; i < sample.stored; i++)
                    Apply(market, sample.trades[i]);
                var state = market.Store();
                var before = market.Events.Count;
                for (var i = sample.stored; i < sample.crashed; i++)
                    Apply(market, sample.trades[i]);

                market.Events.RemoveRange(before, market.Events.Count - before);
                market.Restart(state);
                for (var i = sample.stored; i < sample.trades.Length; i++)
                    Apply(market, sample.trades[i]);
                Assert.Equal(whole.Events, market.Events);
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Each_alert_begins_before_it_ends_and_ends_before_the_rule_begins_another()
    {
        Prop.ForAll(Trades.ToArbitrary(), trades =>
        {
            var market = new WatchedMarket(Rules);
            foreach (var trade in trades)
                Apply(market, trade);
            foreach (var rule in market.Events.GroupBy(turned => turned.RuleId))
            {
                var open = new HashSet<string>();
                foreach (var turned in rule)
                {
                    Assert.True(turned.Kind == RuleEventKind.Fired ? open.Add(turned.Cause) : open.Remove(turned.Cause) || turned.Kind == RuleEventKind.Retracted, $"{turned}");
                    Assert.All(turned.Saw, saw => Assert.True(double.IsFinite(saw.Value)));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_rule_that_sleeps_while_the_price_is_far_says_what_one_says_that_never_sleeps()
    {
        // Comparing twice keeps it awake and changes nothing.
        var pairs = new[] { "price > 1000000000", "price < 900000000", "price crosses above 500000000", "price crosses below 1500000000" }
            .SelectMany((when, i) => new[] { (When: when, Id: $"{i}a"), (When: $"{when} and {when}", Id: $"{i}b") })
            .Select(rule => WatchedMarket.Rule(rule.When, rule.Id) with { Cooldown = TimeSpan.FromSeconds(25), Hysteresis = 1e7 }).ToArray();
        Prop.ForAll(Trades.ToArbitrary(), trades =>
        {
            var market = new WatchedMarket(pairs);
            foreach (var trade in trades)
                Apply(market, trade);
            var said = market.Events.ToLookup(turned => turned.RuleId, turned => (turned.Kind, turned.Cause, turned.At));
            for (var i = 0; i < pairs.Length / 2; i++)
                Assert.Equal(said[$"{i}b"], said[$"{i}a"]);
        }).QuickCheckThrowOnFailure();
    }

    private static void Apply(WatchedMarket market, Trade trade)
    {
        market.Apply(trade);
        if (trade.Id % 7 == 0)
            market.Clock((trade.EventTime - WatchedMarket.Midnight).TotalSeconds);
    }

    private static Trade[] Disturb(Trade[] trades, int[] moved, int[] lost)
    {
        var disturbed = trades.Where((_, i) => !lost.Contains(i)).ToList();
        foreach (var i in moved.Where(i => i + 1 < disturbed.Count))
            disturbed.Insert(Math.Min(disturbed.Count, i + (i % 13)), disturbed[i]);
        return [.. disturbed];
    }
}
