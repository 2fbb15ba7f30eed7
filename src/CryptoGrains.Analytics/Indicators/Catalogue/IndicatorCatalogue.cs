using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>All indicators, and the way from their names to them.</summary>
public static class IndicatorCatalogue
{
    /// <summary>All indicators.</summary>
    public static ImmutableArray<IndicatorKind> All { get; } =
    [
        Sma.Kind, Ema.Kind, Rsi.Kind, Macd.Kind, Bollinger.Kind, Atr.Kind, Vwap.Kind, Obv.Kind, RealisedVolatility.Kind,
        EwmaVolatility.Kind, Return.Kind, VolumeRatio.Kind, Extreme.Lowest, Extreme.Highest, Trend.Kind, TradeSignal.Kind,
    ];

    /// <summary>Reads an indicator: <c>rsi(14)</c>, or <c>rsi</c> for the usual parameters.</summary>
    /// <param name="text">Its name, and all of its parameters or none.</param>
    /// <param name="definition">The indicator.</param>
    /// <param name="mistake">What is wrong, in a sentence.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out IndicatorDefinition? definition, [NotNullWhen(false)] out string? mistake)
    {
        (definition, mistake) = Parse(text.Trim());
        return definition is not null;
    }

    /// <summary>Reads one value of an indicator: <c>macd(12,26,9).signal</c>, or <c>macd</c> for its first.</summary>
    /// <param name="text">An indicator, and after a point the name of an output.</param>
    /// <param name="reference">The value.</param>
    /// <param name="mistake">What is wrong, in a sentence.</param>
    public static bool TryParseReference(
        string text, [NotNullWhen(true)] out IndicatorReference? reference, [NotNullWhen(false)] out string? mistake)
    {
        reference = null;
        // A point inside the parentheses belongs to a number.
        var point = text.IndexOf('.', text.IndexOf(')') + 1);
        if (!TryParse(point < 0 ? text : text[..point], out var definition, out mistake))
            return false;

        var outputs = definition.Kind.Outputs;
        var name = point < 0 ? outputs[0].Name : text[(point + 1)..].Trim();
        for (var i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Name == name)
            {
                reference = new IndicatorReference(definition, i);
                return true;
            }
        }

        mistake = $"{definition.Kind.Name} has no output '{name}': it has {string.Join(", ", outputs.Select(output => output.Name))}.";
        return false;
    }

    private static (IndicatorDefinition? Definition, string? Mistake) Parse(string text)
    {
        var open = text.IndexOf('(');
        var name = (open < 0 ? text : text[..open]).Trim();
        if (All.FirstOrDefault(kind => kind.Name == name) is not { } kind)
            return (null, $"There is no indicator '{name}': there are {string.Join(", ", All.Select(kind => kind.Name))}.");
        if (open < 0)
            return (kind.WithDefaults(), null);
        if (text[^1] != ')')
            return (null, $"'{text}' does not end in ')': an indicator is written {kind.WithDefaults()}.");

        var inner = text[(open + 1)..^1];
        var given = string.IsNullOrWhiteSpace(inner) ? [] : inner.Split(',', StringSplitOptions.TrimEntries);
        if (given.Length != kind.Parameters.Length)
            return (null, $"{kind.Signature}, and was given {given.Length}.");

        var arguments = new double[given.Length];
        for (var i = 0; i < given.Length; i++)
        {
            if (Read(kind, kind.Parameters[i], given[i], out arguments[i]) is { } mistake)
                return (null, mistake);
        }

        var values = ImmutableArray.Create(arguments);
        return kind.Refuse(values) is { } refusal ? (null, refusal) : (new IndicatorDefinition(kind, values), null);
    }

    private static string? Read(IndicatorKind kind, IndicatorParameter parameter, string text, out double value)
    {
        if (!parameter.TryRead(text, out value))
        {
            var what = parameter.Type switch
            {
                IndicatorParameterType.Bars => "a whole number of bars",
                IndicatorParameterType.Number => "a number",
                _ => "a length of time like 5m, 24h or 7d",
            };
            return $"{kind.Name}'s {parameter.Name} is '{text}', which is not {what}.";
        }

        return value >= parameter.Least && value <= parameter.Greatest
            ? null
            : $"{kind.Name}'s {parameter.Name} is {text}; it goes from {parameter.Format(parameter.Least)} to {parameter.Format(parameter.Greatest)}.";
    }
}
