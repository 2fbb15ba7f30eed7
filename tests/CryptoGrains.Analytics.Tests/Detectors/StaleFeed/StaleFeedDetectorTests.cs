using CryptoGrains.Analytics.Detectors;

namespace CryptoGrains.Analytics.Tests.Detectors.StaleFeed;

public class StaleFeedDetectorTests
{
    [Fact]
    public void A_silence_of_twenty_usual_gaps_is_told_once_and_its_end_too()
    {
        var detector = Fed(gap: 2);

        var found = Ticking(detector, from: 98, to: 300);

        var silent = Assert.Single(found);
        Assert.Equal((Made.At(98), Made.At(138)), (silent.Since, silent.At));
        Assert.Equal((40, 2, 40), (silent["silentSeconds"], silent["usualGapSeconds"], silent["limitSeconds"]));
        Assert.Equal(0.5, silent.Confidence, 9);

        var resumed = detector.Apply(Made.Trade(300, 100))!;
        Assert.Equal(("resumed", 202.0), (resumed.Event, resumed["silentSeconds"]));

        // The silence was no usual gap.
        Assert.Equal(Made.At(340), Assert.Single(Ticking(detector, from: 300, to: 400)).At);
    }

    [Fact]
    public void A_busy_instrument_is_given_half_a_minute() =>
        Assert.Equal(Made.At(9.8 + 30.2), Assert.Single(Ticking(Fed(gap: 0.2), from: 10, to: 60)).At);

    [Fact]
    public void A_quiet_instrument_is_given_its_time() => Assert.Empty(Ticking(Fed(gap: 60), from: 2_940, to: 2_940 + 1_190));

    [Fact]
    public void When_the_whole_venue_was_silent_nobody_is_blamed()
    {
        var detector = Fed(gap: 2);
        Assert.Null(detector.AdvanceClock(Made.At(3_600)));
        Assert.Empty(Ticking(detector, from: 3_600, to: 3_630));
        Assert.NotEmpty(Ticking(detector, from: 3_630, to: 3_640));
    }

    [Fact]
    public void It_says_nothing_before_it_knows_the_gaps() => Assert.Empty(Ticking(Fed(gap: 2, trades: 30), from: 58, to: 10_000));

    // Fifty trades at an even distance from 0 on.
    private static TradeDetector Fed(double gap, int trades = 50)
    {
        var detector = Made.OfTrades("stale-feed");
        for (var i = 0; i < trades; i++)
        {
            for (var clock = Math.Max(0, (i - 1) * gap); clock < i * gap; clock++)
                Assert.Null(detector.AdvanceClock(Made.At(clock)));
            Assert.Null(detector.Apply(Made.Trade(i * gap, 100)));
        }

        return detector;
    }

    private static List<Finding> Ticking(TradeDetector detector, double from, double to) =>
        [.. Enumerable.Range(0, (int)(to - from) + 1).Select(i => detector.AdvanceClock(Made.At(from + i))).OfType<Finding>()];
}
