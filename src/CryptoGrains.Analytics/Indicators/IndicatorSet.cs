using System.Collections.Immutable;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>
/// Indicators that are computed together over bars of one interval. It holds no bar: any number of series, one for each instrument, share it.
/// </summary>
public sealed class IndicatorSet
{
    private readonly Dictionary<IndicatorDefinition, int> _places = [];

    /// <summary>Sets indicators up.</summary>
    /// <param name="interval">The bars' interval.</param>
    /// <param name="definitions">The indicators; one that is named twice is computed once.</param>
    /// <param name="limits">How far back a late trade can change a bar.</param>
    /// <exception cref="ArgumentException">There is no such indicator on the interval; the message says why.</exception>
    public IndicatorSet(Interval interval, IEnumerable<IndicatorDefinition> definitions, WindowOptions? limits = null)
    {
        Interval = interval;
        Definitions = [.. definitions.Distinct()];
        if (Definitions.Select(definition => definition.Refuse(interval)).FirstOrDefault(mistake => mistake is not null) is { } refusal)
            throw new ArgumentException(refusal, nameof(definitions));

        var reach = limits ?? WindowOptions.Default;
        Revisable = (int)Math.Ceiling((reach.Lateness + reach.Grace) / interval.Length()) + 1;
        Kernels = [.. Definitions.Select(definition => definition.Kind.Kernel(new IndicatorArguments(definition.Arguments, interval)))];
        foreach (var (definition, kernel) in Definitions.Zip(Kernels))
        {
            _places[definition] = OutputCount;
            OutputCount += definition.Kind.Outputs.Length;
            StateLength += kernel.StateLength;
            ScratchLength += kernel.ScratchLength;
        }
    }

    /// <summary>The bars' interval.</summary>
    public Interval Interval { get; }

    /// <summary>The indicators, each once.</summary>
    public ImmutableArray<IndicatorDefinition> Definitions { get; }

    /// <summary>How many bars before the newest one can change: as many as the lateness reaches, 17 of 1m, 5 of 5m, 3 of 15m, 2 of the longer ones.</summary>
    public int Revisable { get; }

    internal ImmutableArray<IndicatorKernel> Kernels { get; }

    internal int OutputCount { get; }

    internal int StateLength { get; }

    internal int ScratchLength { get; }

    /// <summary>Where a value lies in <see cref="IndicatorSeries.Value(int, int)"/>.</summary>
    /// <exception cref="ArgumentException">The indicator is not in the set.</exception>
    public int PlaceOf(IndicatorReference reference) => _places.TryGetValue(reference.Definition, out var place)
        ? place + reference.Output
        : throw new ArgumentException($"{reference.Definition} is not in the set: it has {string.Join(", ", Definitions)}.", nameof(reference));

    internal int Lookback(BarColumn column) => Kernels.Select(kernel => kernel.Lookback(column)).DefaultIfEmpty().Max();
}
