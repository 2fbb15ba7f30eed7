using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>An indicator of the catalogue: what REST, documentation and rule editors need to know of it.</summary>
public sealed class IndicatorKind
{
    /// <summary>Describes an indicator.</summary>
    /// <param name="kernel">Makes its calculation.</param>
    /// <param name="firstValue">See <see cref="IndicatorDefinition.FirstValue"/>.</param>
    /// <param name="barsNeeded">See <see cref="IndicatorDefinition.BarsNeeded"/>.</param>
    internal IndicatorKind(
        Func<IndicatorArguments, IndicatorKernel> kernel, Func<IndicatorArguments, int> firstValue, Func<IndicatorArguments, int?> barsNeeded)
    {
        Kernel = kernel;
        FirstValue = firstValue;
        BarsNeeded = barsNeeded;
    }

    /// <summary>Its name: <c>rsi</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it says, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Its parameters, in the order in which they are given.</summary>
    public ImmutableArray<IndicatorParameter> Parameters { get; init; } = [];

    /// <summary>Its values, the one that its bare name stands for first.</summary>
    public required ImmutableArray<IndicatorOutput> Outputs { get; init; }

    /// <summary>Its formula, in words.</summary>
    public required string Formula { get; init; }

    /// <summary>What it makes of a missing bar, of a flat market and of a division by zero.</summary>
    public required string Edges { get; init; }

    /// <summary>Who defined it, and where.</summary>
    public required string Source { get; init; }

    internal Func<IndicatorArguments, IndicatorKernel> Kernel { get; }

    internal Func<IndicatorArguments, int> FirstValue { get; }

    internal Func<IndicatorArguments, int?> BarsNeeded { get; }

    /// <summary>Says what is wrong with parameters that each lie in their range.</summary>
    internal Func<ImmutableArray<double>, string?> Refuse { get; init; } = _ => null;

    /// <summary>Says why there is none on an interval.</summary>
    internal Func<IndicatorArguments, string?> RefuseInterval { get; init; } = _ => null;

    /// <summary>Its parameters in a sentence: <c>rsi takes 1 parameter, period from 2 to 500</c>.</summary>
    public string Signature => Parameters.Length switch
    {
        0 => $"{Name} takes no parameter",
        1 => $"{Name} takes 1 parameter, {Parameters[0].Range}",
        _ => $"{Name} takes {Parameters.Length} parameters, {string.Join(", ", Parameters.Select(parameter => parameter.Range))}",
    };

    /// <summary>It with the usual parameters.</summary>
    public IndicatorDefinition WithDefaults() => new(this, [.. Parameters.Select(parameter => parameter.Default)]);
}
