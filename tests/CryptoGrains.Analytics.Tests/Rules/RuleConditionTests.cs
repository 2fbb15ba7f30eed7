using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Rules;

public sealed class RuleConditionTests
{
    [Theory]
    [InlineData("price > 70000", true)]
    [InlineData("price crosses below 0.5 and change(24h) < -5", true)]
    [InlineData("rsi < 30", false)]
    [InlineData("rsi(14) < 30 and macd(12,26,9) > macd(12,26,9).signal", false)]
    [InlineData("price>bollinger(20,2.5).upper", false)]
    [InlineData("ema(12)  crosses  above  ema(26)", false)]
    [InlineData("volume-ratio(20) > 5", false)]
    public void Comparisons_are_live_where_they_ask_for_no_indicator(string text, bool isLive)
    {
        Assert.True(RuleCondition.TryParse(text, Interval.OneMinute, out var condition, out var mistake), mistake);
        Assert.Equal(isLive, Assert.IsType<ComparisonCondition>(condition).IsLive);
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        Assert.True(RuleCondition.TryParse("price crosses above bollinger(20,2).upper and change(90m) > -1e-3", Interval.OneMinute, out _, out var mixed) is false);
        Assert.Contains("return(…)", mixed);
        Assert.True(RuleCondition.TryParse("price crosses above 70000.5 and change(90m) > -1e-3", Interval.OneMinute, out var condition, out _));

        var comparisons = ((ComparisonCondition)condition).Comparisons;
        Assert.Equal(new Comparison(new PriceOperand(), ComparisonOperator.CrossesAbove, new NumberOperand(70_000.5, "70000.5")), comparisons[0]);
        Assert.Equal(new Comparison(new ChangeOperand(TimeSpan.FromMinutes(90)), ComparisonOperator.Above, new NumberOperand(-0.001, "-1e-3")), comparisons[1]);
    }

    [Fact]
    public void Events_are_gaps_silences_and_what_detectors_find()
    {
        Assert.IsType<GapCondition>(Parsed("gap"));
        Assert.Equal(TimeSpan.FromSeconds(60), Assert.IsType<SilenceCondition>(Parsed(" silence(60) ")).Longest);
        var detector = Assert.IsType<DetectorCondition>(Parsed("flash-crash(change=0.01, moves=12).crash"));
        Assert.Equal(("flash-crash", 0.01, 12.0, "crash"), (detector.Detector.Name, detector.Values["change"], detector.Values["moves"], detector.Event));
        Assert.Null(Assert.IsType<DetectorCondition>(Parsed("pump-and-dump")).Event);
    }

    [Theory]
    [InlineData("", "The condition is empty.")]
    [InlineData("price", "'price' is no condition: there is no detector 'price'")]
    [InlineData("price > 1 and", "is neither a number, nor price")]
    [InlineData("price > 1 or price < 2", "'price > 1 or price < 2' is no comparison of two numbers.")]
    [InlineData("5 > 4", "compares two numbers that never change")]
    [InlineData("rsi(0) > 4", "rsi's period is 0; it goes from 2 to 500.")]
    [InlineData("rsi(14).signal > 4", "rsi has no output 'signal'")]
    [InlineData("moon > 4", "There is no indicator 'moon'")]
    [InlineData("price > NaN", "is no number that anything can be compared with")]
    [InlineData("change(30s) > 4", "is no change over a length of time")]
    [InlineData("change(2d) > 4", "is out of reach")]
    [InlineData("silence(0)", "does not say after how many seconds")]
    [InlineData("flash-crash(speed=3)", "has no parameter 'speed'")]
    [InlineData("flash-crash(change=9)", "give a number from")]
    [InlineData("flash-crash(change)", "'change' is no parameter with a number")]
    [InlineData("flash-crash.boom", "has no event 'boom'")]
    [InlineData("venue-divergence", "watches a pair on all venues")]
    [InlineData("price > 1 > 2", "is no comparison of two numbers")]
    public void A_mistake_is_a_sentence(string text, string expected)
    {
        Assert.False(RuleCondition.TryParse(text, Interval.OneMinute, out _, out var mistake));
        Assert.Contains(expected, mistake);
    }

    [Fact]
    public void Long_and_deep_texts_are_refused_at_once()
    {
        Assert.False(RuleCondition.TryParse(new string('a', 100_000), Interval.OneMinute, out _, out var longer));
        Assert.Contains("100000 characters", longer);
        Assert.False(RuleCondition.TryParse(string.Join(" and ", Enumerable.Repeat("price > 1", 9)), Interval.OneMinute, out _, out var more));
        Assert.Contains("9 comparisons; 8 are the most", more);
    }

    private static RuleCondition Parsed(string text)
    {
        Assert.True(RuleCondition.TryParse(text, Interval.OneMinute, out var condition, out var mistake), mistake);
        return condition;
    }
}
