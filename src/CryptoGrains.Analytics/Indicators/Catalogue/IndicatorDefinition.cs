using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>An indicator with its parameters: <c>rsi(14)</c>. Two are equal where their texts are.</summary>
public sealed class IndicatorDefinition : IEquatable<IndicatorDefinition>
{
    internal IndicatorDefinition(IndicatorKind kind, ImmutableArray<double> arguments)
    {
        Kind = kind;
        Arguments = arguments;
        Text = arguments.IsEmpty
            ? kind.Name
            : $"{kind.Name}({string.Join(',', kind.Parameters.Zip(arguments, (parameter, value) => parameter.Format(value)))})";
    }

    /// <summary>Its entry of the catalogue.</summary>
    public IndicatorKind Kind { get; }

    /// <summary>The parameters' values in their order, spans in microseconds.</summary>
    public ImmutableArray<double> Arguments { get; }

    /// <summary>How it is written, all parameters named: <c>macd(12,26,9)</c>.</summary>
    public string Text { get; }

    /// <summary>
    /// The first bar, counted from 0, at which every output has a value, in a series without missing bars that begins at 00:00 UTC:
    /// the warm-up is so many bars.
    /// </summary>
    public int FirstValue(Interval interval) => Kind.FirstValue(new IndicatorArguments(Arguments, interval));

    /// <summary>
    /// How many bars without gaps a new series needs for its newest value to be that of a series that began long before: the same, bit for
    /// bit, where the indicator has a window; where it fades, what lies before them weighs less than 10^-12. Null where no number is enough.
    /// </summary>
    public int? BarsNeeded(Interval interval) => Kind.BarsNeeded(new IndicatorArguments(Arguments, interval));

    /// <summary>Says in a sentence why there is none on bars of an interval; null where there is.</summary>
    public string? Refuse(Interval interval) => Kind.RefuseInterval(new IndicatorArguments(Arguments, interval));

    /// <inheritdoc/>
    public bool Equals(IndicatorDefinition? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IndicatorDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
