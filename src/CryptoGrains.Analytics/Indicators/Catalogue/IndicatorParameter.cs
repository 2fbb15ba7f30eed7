namespace CryptoGrains.Analytics.Indicators;

/// <summary>A parameter of an indicator.</summary>
/// <param name="Name">Its name: <c>period</c>.</param>
/// <param name="Type">What it counts.</param>
/// <param name="Least">The least value; for a span, in microseconds.</param>
/// <param name="Greatest">The greatest value.</param>
/// <param name="Default">The value where none is given.</param>
public sealed record IndicatorParameter(string Name, IndicatorParameterType Type, double Least, double Greatest, double Default)
{
    /// <summary>The most bars that an indicator looks back: 500, and a bound on the memory of each instrument.</summary>
    public const int MaxPeriod = 500;

    /// <summary>What the parameter is and may be: <c>period from 2 to 500</c>.</summary>
    public string Range => $"{Name} from {Format(Least)} to {Format(Greatest)}";

    /// <summary>A number of bars, from 2.</summary>
    internal static IndicatorParameter Period(string name, int usual) => new(name, IndicatorParameterType.Bars, 2, MaxPeriod, usual);

    /// <summary>A value as it is written.</summary>
    public string Format(double value) => Type == IndicatorParameterType.Span ? SpanText.Format((long)value) : $"{value:R}";

    /// <summary>Reads a value, whether it lies in the range or not.</summary>
    internal bool TryRead(string text, out double value)
    {
        if (Type == IndicatorParameterType.Span)
        {
            var isSpan = SpanText.TryParse(text, out var microseconds);
            value = microseconds;
            return isSpan;
        }

        return double.TryParse(text, out value) && (Type != IndicatorParameterType.Bars || value == Math.Floor(value));
    }
}
