using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Indicators;

public sealed class IndicatorCatalogueTests
{
    public static TheoryData<string> All =>
    [
        .. IndicatorCatalogue.All.Select(kind => kind.WithDefaults().Text),
        "return(5m)", "return(24h)", "sma(2)", "rsi(500)", "macd(2,3,2)", "ewma-volatility(0.5)", "min(2)", "trend(2,3,2)",
    ];

    [Theory]
    [InlineData("rsi", "rsi(14)")]
    [InlineData(" macd ( 12, 26 ,9 ) ", "macd(12,26,9)")]
    [InlineData("bollinger(20,2.50)", "bollinger(20,2.5)")]
    [InlineData("return(60m)", "return(1h)")]
    [InlineData("return(1440m)", "return(24h)")]
    [InlineData("return(168h)", "return(7d)")]
    [InlineData("vwap()", "vwap")]
    public void Texts_have_one_form(string text, string form)
    {
        Assert.True(IndicatorCatalogue.TryParse(text, out var definition, out _));
        Assert.Equal(form, definition.Text);
        Assert.Equal(Feeding.Indicator(form), definition);
    }

    [Theory]
    [InlineData("rsi()", "rsi takes 1 parameter, period from 2 to 500, and was given 0.")]
    [InlineData("macd(12)", "macd takes 3 parameters, fast from 2 to 500, slow from 2 to 500, signal from 2 to 500, and was given 1.")]
    [InlineData("obv(3)", "obv takes no parameter, and was given 1.")]
    [InlineData("rsi(1)", "rsi's period is 1; it goes from 2 to 500.")]
    [InlineData("rsi(14.5)", "rsi's period is '14.5', which is not a whole number of bars.")]
    [InlineData("rsi(NaN)", "rsi's period is 'NaN', which is not a whole number of bars.")]
    [InlineData("bollinger(20,NaN)", "bollinger's deviations is NaN; it goes from 0.1 to 10.")]
    [InlineData("bollinger(20,two)", "bollinger's deviations is 'two', which is not a number.")]
    [InlineData("return(1w)", "return's span is '1w', which is not a length of time like 5m, 24h or 7d.")]
    [InlineData("return(8d)", "return's span is 8d; it goes from 1m to 7d.")]
    [InlineData("macd(26,12,9)", "macd's fast of 26 has to be less than its slow of 12.")]
    [InlineData("rsi(14", "'rsi(14' does not end in ')': an indicator is written rsi(14).")]
    public void A_mistake_is_a_sentence(string text, string sentence)
    {
        Assert.False(IndicatorCatalogue.TryParse(text, out _, out var mistake));
        Assert.Equal(sentence, mistake);
    }

    [Fact]
    public void An_unknown_name_is_told_which_there_are()
    {
        Assert.False(IndicatorCatalogue.TryParse("rsii", out _, out var mistake));
        Assert.StartsWith("There is no indicator 'rsii': there are sma, ema, rsi, macd, ", mistake);
    }

    [Fact]
    public void A_value_is_named_behind_a_point()
    {
        Assert.Equal(1, Feeding.Reference("macd(12,26,9).signal").Output);
        Assert.Equal(3, Feeding.Reference("bollinger(20,2.5).percent_b").Output);
        Assert.Equal("bollinger(20,2.5).percent_b", Feeding.Reference("bollinger(20,2.5).percent_b").ToString());
        Assert.Equal("rsi(14)", Feeding.Reference("rsi.value").ToString());
        Assert.False(IndicatorCatalogue.TryParseReference("macd.sign", out _, out var mistake));
        Assert.Equal("macd has no output 'sign': it has line, signal, histogram.", mistake);
    }

    [Fact]
    public void An_interval_that_does_not_fit_is_refused()
    {
        Assert.Equal("return(5m) is not a whole number of bars of 1h: take shorter bars.", Feeding.Indicator("return(5m)").Refuse(Interval.OneHour));
        Assert.Equal(
            "return(7d) looks back over 10,080 bars of 1m, and 2,016 are kept: take longer bars.", Feeding.Indicator("return(7d)").Refuse(Interval.OneMinute));
        Assert.Null(Feeding.Indicator("return(7d)").Refuse(Interval.FiveMinutes));
        Assert.Throws<ArgumentException>(() => Feeding.Series(Interval.OneDay, "return(1h)"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_first_value_of_all_outputs_comes_at_the_bar_that_the_catalogue_says_and_never_leaves(string text)
    {
        var definition = Feeding.Indicator(text);
        var first = definition.FirstValue(Interval.OneMinute);
        var bars = Walk(first + 300);
        var all = definition.Kind.Outputs.Select((_, output) => Feeding.Run(new IndicatorReference(definition, output).ToString(), bars)).ToArray();
        for (var i = 0; i < bars.Length; i++)
        {
            Assert.Equal(i >= first, Array.TrueForAll(all, values => values[i] is not null));
            Assert.All(all, values => Assert.True(values[i] is null || double.IsFinite(values[i]!.Value)));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_bars_that_the_catalogue_asks_for_are_enough(string text)
    {
        var definition = Feeding.Indicator(text);
        if (definition.BarsNeeded(Interval.OneMinute) is not { } needed)
        {
            Assert.Equal("obv", text);
            return;
        }

        // The later series begins where the last so many bars do; the earlier one about a day before.
        var bars = Walk(Math.Max(needed, 1_440) + 1_440)[..^1];
        foreach (var output in definition.Kind.Outputs.Select((_, i) => new IndicatorReference(definition, i).ToString()))
        {
            var (early, late) = (Feeding.Run(output, bars)[^1]!.Value, Feeding.Run(output, bars[^needed..])[^1]!.Value);
            // What fades: the 10^-12 that the catalogue promises, of what the averages are made of.
            var bound = definition.Kind.Name switch
            {
                "ema" or "macd" or "atr" => 1e-12 * bars[^1].Close,
                "rsi" => 1e-12 * 100,
                "ewma-volatility" => 1e-12 * early,
                _ => 0,
            };
            Assert.True(Math.Abs(early - late) <= bound, $"{output}: {early} and {late}");
        }
    }

    // Prices of two decimals, as a market's are; the same at each run.
    private static Bar[] Walk(int count)
    {
        var random = new Random(7);
        var price = 5_000_000;
        return [.. Enumerable.Range(0, count).Select(minute =>
        {
            var open = price;
            price += random.Next(-2_000, 2_001);
            var volume = random.Next(1, 100_000) / 1e3;
            return new Bar(
                Feeding.Start + TimeSpan.FromMinutes(minute),
                open / 100.0,
                (Math.Max(open, price) + random.Next(500)) / 100.0,
                (Math.Min(open, price) - random.Next(500)) / 100.0,
                price / 100.0,
                volume,
                volume * price / 100.0);
        })];
    }
}
