using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>An indicator's parameters as they were given, on bars of an interval.</summary>
internal readonly record struct IndicatorArguments(ImmutableArray<double> Values, Interval Interval)
{
    /// <summary>The length of a bar, in µs.</summary>
    public long BarLength => Interval.Length().Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>A number.</summary>
    public double Number(int index) => Values[index];

    /// <summary>A number of bars.</summary>
    public int Bars(int index) => (int)Values[index];

    /// <summary>A length of time, in µs.</summary>
    public long Span(int index) => (long)Values[index];
}
