using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>Reads conditions: comparisons joined by <c>and</c>, or one event.</summary>
internal static partial class ConditionParser
{
    public const int LongestText = 500;

    private const string Forms =
        "Write a comparison, as in price > 70000, rsi(14) < 30 or ema(12) crosses above ema(26), several of them with 'and' between, or an event: "
        + "gap, silence(60) or a detector's name.";

    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(1);

    public static bool TryParse(
        string text, Interval interval, [NotNullWhen(true)] out RuleCondition? condition, [NotNullWhen(false)] out string? mistake)
    {
        (condition, mistake) = Parse(text, interval);
        return condition is not null;
    }

    private static (RuleCondition? Condition, string? Mistake) Parse(string text, Interval interval)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (null, $"The condition is empty. {Forms}");
        if (text.Length > LongestText)
            return (null, $"The condition has {text.Length} characters; {LongestText} are the most.");

        return Compares().IsMatch(text) ? ParseComparisons(text, interval) : ParseEvent(text.Trim());
    }

    private static (RuleCondition?, string?) ParseComparisons(string text, Interval interval)
    {
        var parts = And().Split(text);
        if (parts.Length > ComparisonCondition.MostComparisons)
            return (null, $"The condition has {parts.Length} comparisons; {ComparisonCondition.MostComparisons} are the most.");

        var comparisons = ImmutableArray.CreateBuilder<Comparison>(parts.Length);
        foreach (var part in parts)
        {
            if (Compares().Match(part) is not { Success: true } match || Compares().IsMatch(match.Groups["right"].Value))
                return (null, $"'{part.Trim()}' is no comparison of two numbers. {Forms}");
            if (ParseOperand(match.Groups["left"].Value.Trim(), interval, out var left) is { } leftMistake)
                return (null, leftMistake);
            if (ParseOperand(match.Groups["right"].Value.Trim(), interval, out var right) is { } rightMistake)
                return (null, rightMistake);
            if (left is NumberOperand && right is NumberOperand)
                return (null, $"'{part.Trim()}' compares two numbers that never change.");
            comparisons.Add(new Comparison(left!, OperatorOf(match.Groups["operator"].Value), right!));
        }

        var condition = new ComparisonCondition(comparisons.MoveToImmutable());
        return !condition.IsLive && condition.Comparisons.Any(comparison => comparison.Left is ChangeOperand || comparison.Right is ChangeOperand)
            ? (null, "change(…) is looked at with every trade, and indicators when a candle closes: beside indicators write return(…), which is a fraction.")
            : (condition, null);
    }

    private static ComparisonOperator OperatorOf(string text) => text switch
    {
        ">" => ComparisonOperator.Above,
        "<" => ComparisonOperator.Below,
        _ => text.EndsWith("above", StringComparison.Ordinal) ? ComparisonOperator.CrossesAbove : ComparisonOperator.CrossesBelow,
    };

    private static string? ParseOperand(string text, Interval interval, out Operand? operand)
    {
        operand = null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            operand = new NumberOperand(number, text);
            return double.IsFinite(number) ? null : $"'{text}' is no number that anything can be compared with.";
        }

        if (text == PriceOperand.Name)
        {
            operand = new PriceOperand();
            return null;
        }

        var call = Call().Match(text);
        if (call.Groups["name"].Value == ChangeOperand.Name)
            return ParseChange(call.Groups["arguments"].Value.Trim(), out operand);
        if (!IndicatorCatalogue.TryParseReference(text, out var reference, out var mistake))
            return $"'{text}' is neither a number, nor price, nor change(1h), nor an indicator. {mistake}";

        operand = new IndicatorOperand(reference);
        return reference.Definition.Refuse(interval);
    }

    private static string? ParseChange(string text, out Operand? operand)
    {
        operand = null;
        if (!SpanText.TryParse(text, out var microseconds))
            return $"change({text}) is no change over a length of time: write change(5m), change(1h) or change(24h).";

        var span = TimeSpan.FromMicroseconds(microseconds);
        operand = new ChangeOperand(span);
        return span >= TimeSpan.FromMinutes(1) && span <= ChangeOperand.Longest ? null : $"change({text}) is out of reach: from change(1m) to change(24h) it is kept.";
    }

    private static (RuleCondition?, string?) ParseEvent(string text)
    {
        if (text == GapCondition.Name)
            return (new GapCondition(), null);
        if (Call().Match(text) is not { Success: true } call)
            return (null, $"'{text}' is no condition. {Forms}");

        var (name, arguments) = (call.Groups["name"].Value, call.Groups["arguments"].Value.Trim());
        if (name == SilenceCondition.Name)
        {
            return int.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= 1 && seconds <= LongestSilence.TotalSeconds
                ? (new SilenceCondition(TimeSpan.FromSeconds(seconds)), null)
                : (null, $"'{text}' does not say after how many seconds: write silence(60), from 1 to {LongestSilence.TotalSeconds}.");
        }

        if (DetectorCatalogue.Find(name) is not { } detector)
        {
            var detectors = string.Join(", ", DetectorCatalogue.All.Where(CanWatch).Select(info => info.Name));
            return (null, $"'{text}' is no condition: there is no detector '{name}', but {detectors}. {Forms}");
        }

        return CanWatch(detector)
            ? ParseDetector(detector, arguments, call.Groups["event"].Value)
            : (null, $"The detector '{name}' watches a pair on all venues, or a whole venue, and can't be a rule of one instrument.");
    }

    private static (RuleCondition?, string?) ParseDetector(DetectorInfo detector, string arguments, string name)
    {
        if (name.Length > 0 && !detector.Events.Contains(name))
            return (null, $"The detector '{detector.Name}' has no event '{name}', but {string.Join(", ", detector.Events)}.");

        var values = ImmutableSortedDictionary<string, double>.Empty;
        foreach (var argument in arguments.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = argument.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                return (null, $"'{argument}' is no parameter with a number, as in {detector.Name}({detector.Parameters[0].Name}={detector.Parameters[0].Default:R}).");
            values = values.SetItem(parts[0], value);
        }

        return detector.Mistakes(values).FirstOrDefault() is { } mistake
            ? (null, mistake)
            : (new DetectorCondition(detector, values, name.Length > 0 ? name : null), null);
    }

    private static bool CanWatch(DetectorInfo detector) =>
        detector.Input is DetectorInput.Bars or DetectorInput.Trades or DetectorInput.TradesAndClock;

    [GeneratedRegex(@"^(?<left>.+?)(?<operator>>|<|\bcrosses\s+above\b|\bcrosses\s+below\b)(?<right>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1_000)]
    private static partial Regex Compares();

    [GeneratedRegex(@"\s+and\s+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex And();

    [GeneratedRegex(@"^(?<name>[a-z][a-z0-9-]*)\s*(\((?<arguments>[^()]*)\))?(\.(?<event>[a-z-]+))?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Call();
}
