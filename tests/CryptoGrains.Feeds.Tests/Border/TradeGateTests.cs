using CryptoGrains.Feeds.Border;
using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Feeds.Tests.Border;

public class TradeGateTests
{
    private static readonly Timestamp Now = Timestamp.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly TradeGate _gate = new();

    [Fact]
    public void A_batch_that_may_pass_is_handed_on_as_it_is()
    {
        var batch = Batch(0.1, -3, 4.9, -3_600);

        Assert.Same(batch, _gate.Pass("feed", batch));
        Assert.Equal((4, 0), (_gate.Accepted, _gate.Refused));
    }

    [Fact]
    public void What_breaks_the_rules_becomes_a_dead_letter_that_says_all_and_the_rest_passes()
    {
        var good = Trade(0);
        var passed = _gate.Pass(
            "feed", FeedBatch.Of([good, good with { Price = -1 }, good with { EventTime = new Timestamp(long.MaxValue) }, good with { Instrument = default }, good]));

        Assert.Equal([good, good], passed.Trades);
        Assert.Equal(3, passed.Unreadable.Count);
        Assert.All(passed.Unreadable, letter => Assert.Equal("feed", letter.Source));
        Assert.Contains("price -1 is not positive", passed.Unreadable[0].Reason, StringComparison.Ordinal);
        Assert.Contains("price -1", passed.Unreadable[0].Raw, StringComparison.Ordinal);
        Assert.Null(passed.Unreadable[2].Instrument);
        Assert.Equal((2, 3), (_gate.Accepted, _gate.Refused));
    }

    [Fact]
    public void Of_a_venue_that_is_new_nothing_farther_ahead_than_ten_minutes_passes()
    {
        Assert.Equal([true, true, false], Verdicts(300, 599, 601));
    }

    [Fact]
    public void A_stamp_in_the_future_is_refused_once_the_venue_is_known()
    {
        Verdicts(Repeat(-0.05, 20));

        Assert.Equal([true, false, false, true], Verdicts(4.9, 5.1, 300, -0.05));
    }

    [Fact]
    public void A_venue_whose_clock_is_ahead_of_ours_is_measured_by_its_own_clock()
    {
        Assert.All(Verdicts(Repeat(240, 200)), Assert.True);

        Assert.Equal([true, false], Verdicts(244.9, 245.1));
    }

    [Fact]
    public void A_venue_whose_clock_is_behind_ours_may_still_stamp_the_present()
    {
        Assert.All(Verdicts(Repeat(-240, 200)), Assert.True);

        Assert.Equal([true, false], Verdicts(4.9, 5.1));
    }

    [Fact]
    public void A_clock_that_steps_ahead_by_five_minutes_is_followed_after_half_a_window()
    {
        Verdicts(Repeat(0.1, 500));

        var verdicts = Verdicts(Repeat(300, 200));

        Assert.Equal(51, verdicts.Count(passed => !passed));
        Assert.All(verdicts.Skip(51), Assert.True);
        Assert.Equal([false], Verdicts(306));
    }

    [Fact]
    public void A_clock_that_steps_back_by_five_minutes_costs_nothing_and_the_bound_follows()
    {
        Verdicts(Repeat(300, 500));

        Assert.All(Verdicts(Repeat(0.1, 200)), Assert.True);
        Assert.Equal([false], Verdicts(300));
    }

    [Fact]
    public void Late_trades_do_not_make_the_present_look_like_the_future()
    {
        Verdicts(Repeat(240, 200));
        Verdicts(Repeat(-3_600, 1_000));

        Assert.All(Verdicts(Repeat(240, 10)), Assert.True);
    }

    [Fact]
    public void Senseless_stamps_are_refused_and_never_move_the_bound()
    {
        Verdicts(Repeat(0.1, 20));

        Assert.All(Verdicts(Repeat(100_000, 1_000)), Assert.False);
        Assert.Equal([true, false], Verdicts(0.1, 6));
    }

    [Fact]
    public void Trades_that_nobody_noted_the_receive_time_of_always_pass_and_say_nothing_of_the_clock()
    {
        Verdicts(Repeat(240, 200));

        Assert.All(Verdicts(Repeat(0, 1_000)), Assert.True);
        Assert.Equal([true], Verdicts(240));
    }

    [Fact]
    public void A_venue_clock_is_held_to_the_same()
    {
        Verdicts(Repeat(1.25, 20));
        VenueClock good = new("SIM", Now + TimeSpan.FromSeconds(1.25), Now);
        VenueClock ahead = new("SIM", Now + TimeSpan.FromSeconds(60), Now);
        VenueClock senseless = new("SIM", new Timestamp(long.MinValue), Now);

        var passed = _gate.Pass("feed", new FeedBatch([Trade(1.25)], [good, ahead, senseless], []));

        Assert.Equal([good], passed.Clocks);
        Assert.Single(passed.Trades);
        Assert.Equal(2, passed.Unreadable.Count);
    }

    [Fact]
    public void Venues_are_measured_apart_and_their_number_costs_no_memory_without_bound()
    {
        Verdicts(Repeat(240, 200));
        Assert.Equal([true, false], [Passes(Trade(-0.1, "OTHER:X")), Passes(Trade(601, "OTHER:X"))]);

        for (var i = 0; i < 3 * TradeGate.MostVenues; i++)
            Assert.True(Passes(Trade(0.1, $"V{i}:X")));
        foreach (var offset in Repeat(0.1, 20))
            Assert.True(Passes(Trade(offset, "LATECOMER:X")));

        Assert.Equal([true, false], [Passes(Trade(300, "LATECOMER:X")), Passes(Trade(601, "LATECOMER:X"))]);
    }

    [Fact]
    public void Of_a_simulated_market_it_refuses_the_trades_that_are_labelled_as_future_and_no_other()
    {
        var market = new SimulatedMarket(20, 50, 5, Now, SimulationPlan.Every(TimeSpan.FromMinutes(1), 5, 20));
        var refused = new List<Trade>();
        for (var i = 0; i < 100_000; i++)
        {
            var trade = market.Next();
            if (!Passes(trade))
                refused.Add(trade);
        }

        market.Finish();
        var labels = market.Events.Where(label => label.Kind == SimulatedEventKind.FutureTrades).ToList();
        Assert.NotEmpty(labels);
        Assert.All(refused, trade => Assert.Contains(labels, label => label.Concerns(trade)));
        Assert.Equal(labels.Sum(label => label.TradeIds.Sum(range => range.Last - range.First + 1)), refused.Count);
    }

    [Fact]
    public void Whatever_comes_nothing_passes_that_is_more_than_ten_minutes_ahead_and_nothing_is_refused_that_is_not_ahead() =>
        Prop.ForAll<int[]>(seconds =>
        {
            var gate = new TradeGate();
            return seconds.All(second =>
            {
                var offset = (second % 2_000) + 0.5;
                var passed = gate.Pass("feed", FeedBatch.Of([Trade(offset)])).Trades.Count == 1;
                return passed ? offset <= 600 : offset > 5;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_batch_that_passes_allocates_nothing()
    {
        var batch = Batch(Repeat(1.25, 1_000).ToArray());
        _gate.Pass("feed", batch);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _gate.Pass("feed", batch);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }

    private static IEnumerable<double> Repeat(double offset, int count) => Enumerable.Repeat(offset, count);

    private List<bool> Verdicts(params IEnumerable<double> offsets) => offsets.Select(offset => Passes(Trade(offset))).ToList();

    private bool Passes(Trade trade) => _gate.Pass("feed", FeedBatch.Of([trade])).Trades.Count == 1;

    private static FeedBatch Batch(params double[] offsets) => FeedBatch.Of([.. offsets.Select(offset => Trade(offset))]);

    private static Trade Trade(double offset, string instrument = "SIM:BTCUSDT") =>
        new(Instrument.Parse(instrument), 1, 100, 1, TakerSide.Buy, Now + TimeSpan.FromSeconds(offset), Now);
}
