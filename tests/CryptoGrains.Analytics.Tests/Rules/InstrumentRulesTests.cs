using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Rules;
using static CryptoGrains.Analytics.Tests.Rules.WatchedMarket;

namespace CryptoGrains.Analytics.Tests.Rules;

public sealed class InstrumentRulesTests
{
    [Fact]
    public void An_alert_begins_once_and_is_over_when_the_price_is_back_by_the_hysteresis()
    {
        var market = new WatchedMarket(Rule("price > 100") with { Hysteresis = 2 });
        var prices = new[] { 99m, 101, 105, 99, 98.5m, 98, 99, 101 };
        for (var second = 0; second < prices.Length; second++)
            market.Trade(second, prices[second]);

        Assert.Equal(
            [("Fired", "trade:2", At(1), 101.0), ("Resolved", "trade:2", At(5), 98.0), ("Fired", "trade:8", At(7), 101.0)],
            market.Events.Select(turned => (turned.Kind.ToString(), turned.Cause, turned.At, turned.Saw.Single().Value)));
    }

    [Fact]
    public void A_crossing_takes_two_trades_one_on_each_side()
    {
        var level = new WatchedMarket(Rule("price > 100"));
        var crossing = new WatchedMarket(Rule("price crosses above 100"));
        foreach (var market in new[] { level, crossing })
        {
            market.Trade(1, 101);
            market.Trade(2, 102);
            market.Trade(3, 100);
            market.Trade(4, 103);
        }

        Assert.Equal(["trade:1", "trade:4"], Fired(level));
        Assert.Equal(["trade:4"], Fired(crossing));
    }

    [Fact]
    public void After_an_alert_the_same_rule_is_silent_for_its_cooldown_and_for_ever_once_it_has_expired()
    {
        var market = new WatchedMarket(Rule("price > 100") with { Cooldown = TimeSpan.FromSeconds(60), Expires = At(200) });
        foreach (var second in new[] { 0, 30, 59, 61, 199, 201, 300 })
        {
            market.Trade(second, 101);
            market.Trade(second + 0.5, 99);
        }

        Assert.Equal(["trade:1", "trade:7", "trade:9"], Fired(market));
    }

    [Fact]
    public void A_price_that_comes_late_is_no_news()
    {
        var market = new WatchedMarket(Rule("price > 100"));
        market.Trade(10, 99);
        market.Trade(5, 150);
        Assert.Empty(market.Events);
    }

    [Fact]
    public void A_change_is_from_the_last_minutes_close_that_lies_so_long_back()
    {
        var market = new WatchedMarket(Rule("change(5m) < -10"));
        market.Trade(30, 200);
        market.Trade(59, 100);
        market.Trade(61, 500);
        market.Trade(359.9, 50);
        Assert.Empty(market.Events);

        market.Trade(360, 90);
        Assert.Empty(market.Events);
        market.Trade(361, 89);
        Assert.Equal(("trade:6", -11.0), (market.Events.Single().Cause, Math.Round(market.Events[0].Saw.Single().Value, 9)));
    }

    [Fact]
    public void A_late_trade_that_changes_the_reference_changes_the_change()
    {
        var market = new WatchedMarket(Rule("change(5m) < -10"));
        market.Trade(58, 100);
        market.Trade(360, 95);
        market.Trade(59, 200);
        Assert.Empty(market.Events);
        market.Trade(361, 95);
        Assert.Equal(-52.5, market.Events.Single().Saw.Single().Value);
    }

    [Fact]
    public void Indicators_are_looked_at_when_a_candle_closes()
    {
        var market = new WatchedMarket(Rule("sma(2) > 100 and price > 105"));
        market.Trade(10, 90);
        market.Trade(70, 112);
        market.Trade(130, 90);
        Assert.Equal(("candle:1m:" + At(60).UnixMilliseconds, At(120)), (market.Events.Single().Cause, market.Events[0].At));
        Assert.Equal([new Measure("sma(2)", 101), new Measure("price", 112)], market.Events[0].Saw);

        market.Trade(190, 90);
        Assert.Equal(RuleEventKind.Resolved, market.Events[1].Kind);
    }

    [Fact]
    public void An_alert_on_a_candle_that_a_late_trade_changes_is_taken_back_and_comes_where_it_belongs()
    {
        var market = new WatchedMarket(Rule("sma(2) crosses above 100"));
        market.Trade(10, 90);
        market.Trade(70, 90);
        market.Trade(130, 112);
        market.Trade(190, 120);
        var open = At(120).UnixMilliseconds;
        Assert.Equal(("r1", RuleEventKind.Fired, $"candle:1m:{open}"), Of(market.Events.Single()));

        market.Trade(179, 95);
        Assert.Equal(("r1", RuleEventKind.Retracted, $"candle:1m:{open}"), Of(market.Events[1]));

        market.Trade(250, 120);
        Assert.Equal(("r1", RuleEventKind.Fired, $"candle:1m:{At(180).UnixMilliseconds}"), Of(market.Events[2]));

        market.Trade(179.5, 130);
        Assert.Equal(
            [("r1", RuleEventKind.Retracted, $"candle:1m:{At(180).UnixMilliseconds}"), ("r1", RuleEventKind.Fired, $"candle:1m:{open}:2")],
            market.Events[3..].Select(Of));
    }

    [Fact]
    public void Missing_ids_are_an_event_that_is_over_when_no_more_go_missing()
    {
        var market = new WatchedMarket(Rule("gap"));
        market.Trade(1, id: 1);
        market.Trade(2, id: 10);
        market.Trade(6, id: 11);
        Assert.Equal(("gap:2", 8.0), (market.Events.Single().Cause, market.Events[0].Saw.Single().Value));

        market.Trade(1_000, id: 12);
        Assert.Equal(RuleEventKind.Resolved, market.Events[1].Kind);
    }

    [Fact]
    public void Silence_is_told_by_the_venues_clock_and_is_over_with_the_next_trade()
    {
        var market = new WatchedMarket(Rule("silence(60)"));
        market.Clock(1_000);
        market.Trade(1_000);
        market.Clock(1_059);
        Assert.Empty(market.Events);
        market.Clock(1_200);
        Assert.Equal((RuleEventKind.Fired, At(1_060)), (market.Events.Single().Kind, market.Events[0].At));
        market.Trade(1_201);
        Assert.Equal((RuleEventKind.Resolved, At(1_201)), (market.Events[1].Kind, market.Events[1].At));
    }

    [Fact]
    public void A_detectors_finding_is_an_alert_with_its_numbers()
    {
        var market = new WatchedMarket(Rule("flash-crash.crash"), Rule("flash-crash.spike", "r2"));
        for (var i = 0; i < 20; i++)
            market.Trade(100 + (i * 0.05), 100 - (i * 0.1m));

        var fired = market.Events.Single();
        Assert.Equal(("r1", RuleEventKind.Fired), (fired.RuleId, fired.Kind));
        Assert.StartsWith("flash-crash:crash:BINANCE:BTCUSDT:", fired.Cause);
        Assert.Contains(fired.Saw, saw => saw.Name == "confidence" && saw.Value is >= 0.5 and <= 1);
    }

    [Fact]
    public void A_new_rule_watches_from_the_next_stored_state_on_and_one_that_is_gone_no_more()
    {
        var market = new WatchedMarket();
        market.Add(Rule("price > 100"));
        market.Trade(1, 101);
        Assert.Empty(market.Events);

        market.Store();
        market.Trade(2, 101);
        Assert.Equal(["trade:2"], Fired(market));

        market.Remove("r1");
        market.Store();
        market.Trade(3, 99);
        Assert.Single(market.Events);
    }

    [Fact]
    public void The_ids_of_alerts_are_those_of_rule_version_instrument_and_cause()
    {
        var market = new WatchedMarket(Rule("price > 100"));
        market.Trade(1, 101);

        // printf 'r1\n1\nBINANCE:BTCUSDT\ntrade:1' | sha256sum
        Assert.Equal("4367db75f97168ff", market.Events[0].AlertId);
    }

    private static IEnumerable<string> Fired(WatchedMarket market) =>
        market.Events.Where(turned => turned.Kind == RuleEventKind.Fired).Select(turned => turned.Cause);

    private static (string Rule, RuleEventKind Kind, string Cause) Of(RuleEvent turned) => (turned.RuleId, turned.Kind, turned.Cause);
}
