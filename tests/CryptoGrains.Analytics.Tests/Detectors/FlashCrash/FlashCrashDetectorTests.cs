using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Detectors.FlashCrash;

public class FlashCrashDetectorTests
{
    [Fact]
    public void Ten_falls_of_a_thousandth_within_a_second_and_a_half_are_a_crash()
    {
        var found = Assert.Single(Found(Moves(100, 10, step: -0.1, apart: 0.1)));

        Assert.Equal("crash", found.Event);
        Assert.Equal(-0.01, found["change"], 9);
        Assert.Equal(10, found["moves"]);
        Assert.Equal(0.9, found["seconds"], 6);
        Assert.Equal((Made.At(0.1), Made.At(1.0)), (found.Since, found.At));
        Assert.Equal(1 - (0.008 / (2 * 0.01)), found.Confidence, 9);
    }

    [Fact]
    public void As_many_rises_are_a_spike() => Assert.Equal("spike", Assert.Single(Found(Moves(100, 10, step: 0.1, apart: 0.1))).Event);

    [Fact]
    public void Fewer_moves_a_shorter_way_a_longer_time_or_one_move_back_are_none()
    {
        Assert.Empty(Found(Moves(100, 9, step: -0.2, apart: 0.1)));
        Assert.Empty(Found(Moves(100, 10, step: -0.079, apart: 0.1)));
        Assert.Empty(Found(Moves(100, 10, step: -0.1, apart: 0.18)));
        var broken = Moves(100, 5, step: -0.2, apart: 0.1);
        Assert.Empty(Found([.. broken, Made.Trade(0.55, 99.01), .. Moves(99, 8, step: -0.2, apart: 0.1, from: 0.6)]));
    }

    [Fact]
    public void Trades_at_the_same_price_are_no_moves_and_break_nothing()
    {
        var crash = Moves(100, 10, step: -0.1, apart: 0.1);
        Assert.Single(Found(crash.SelectMany(trade => (Trade[])[trade, trade, trade])));
        Assert.Empty(Found(Moves(100, 9, step: -0.1, apart: 0.1).SelectMany(trade => (Trade[])[trade, trade, trade])));
    }

    [Fact]
    public void A_market_that_falls_all_day_does_not_crash() =>
        Assert.Empty(Found(Moves(100_000, 10_000, step: -5, apart: 0.5)));

    [Fact]
    public void Half_of_the_way_back_is_a_recovery_and_what_makes_it_is_no_spike()
    {
        // Down from 100 to 98 in a second, then up as fast.
        Trade[] vee = [.. Moves(100, 10, step: -0.2, apart: 0.1), .. Moves(98, 10, step: 0.2, apart: 0.1, from: 5)];

        var found = Found(vee);

        Assert.Equal(["crash", "recovery"], found.Select(finding => finding.Event));
        Assert.Equal(98, found[1]["extreme"], 9);
        Assert.InRange(found[1]["wayBack"], 0.5, 0.61);
        Assert.Equal(Made.At(1.0), found[1].Since);
    }

    [Fact]
    public void A_price_that_stays_down_does_not_recover_and_another_crash_is_told()
    {
        var found = Found(
        [
            .. Moves(100, 10, step: -0.2, apart: 0.1),
            .. Moves(98, 10, step: -0.2, apart: 0.1, from: 100),   // Of the same episode.
            .. Moves(96, 10, step: -0.2, apart: 0.1, from: 1_000), // The patience is over.
        ]);

        Assert.Equal(["crash", "crash"], found.Select(finding => finding.Event));
        Assert.InRange((found[1].Since - Made.At(1_000)).TotalSeconds, 0, 1);
    }

    [Fact]
    public void A_trade_behind_the_others_moves_nothing()
    {
        var crash = Moves(100, 10, step: -0.1, apart: 0.1);
        crash.Insert(6, Made.Trade(0.05, 105));
        Assert.Single(Found(crash));
    }

    [Fact]
    public void A_storm_of_moves_is_seen_whole_and_takes_no_more_memory()
    {
        var detector = Made.OfTrades("flash-crash");
        var found = Assert.Single(detector.Findings(Moves(100, 14_000, step: -0.000_1, apart: 0.000_1)));

        Assert.InRange(found["change"], -0.008_1, -0.008);
        Assert.InRange(detector.Saved().Length, 1, 2_000);
    }

    private static List<Finding> Found(IEnumerable<Trade> trades) => Made.OfTrades("flash-crash").Findings(trades);

    // One trade to begin with, and so many moves.
    private static List<Trade> Moves(double price, int count, double step, double apart, double from = 0) =>
        [.. Enumerable.Range(0, count + 1).Select(i => Made.Trade(from + (i * apart), price + (i * step)))];
}
