using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Indicators;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>What instruments can be measured and watched with.</summary>
/// <param name="Indicators">The indicators.</param>
/// <param name="Detectors">The detectors.</param>
public sealed record CatalogueAnswer(IReadOnlyList<IndicatorAnswer> Indicators, IReadOnlyList<DetectorAnswer> Detectors)
{
    internal static CatalogueAnswer All { get; } = new(
        [.. IndicatorCatalogue.All.Select(IndicatorAnswer.Of)], [.. DetectorCatalogue.All.Select(DetectorAnswer.Of)]);
}

/// <summary>An indicator.</summary>
/// <param name="Name">Its name: <c>rsi</c>.</param>
/// <param name="Usual">It with its usual parameters: <c>rsi(14)</c>.</param>
/// <param name="Summary">What it says.</param>
/// <param name="Parameters">Its parameters, in their order.</param>
/// <param name="Outputs">Its values, the one that the bare name stands for first.</param>
/// <param name="Formula">Its formula, in words.</param>
/// <param name="Edges">What it makes of a missing bar, of a flat market and of a division by zero.</param>
/// <param name="Source">Who defined it, and where.</param>
public sealed record IndicatorAnswer(
    string Name,
    string Usual,
    string Summary,
    IReadOnlyList<IndicatorParameterAnswer> Parameters,
    IReadOnlyList<IndicatorOutput> Outputs,
    string Formula,
    string Edges,
    string Source)
{
    internal static IndicatorAnswer Of(IndicatorKind kind) => new(
        kind.Name,
        kind.WithDefaults().Text,
        kind.Summary,
        [.. kind.Parameters.Select(IndicatorParameterAnswer.Of)],
        kind.Outputs,
        kind.Formula,
        kind.Edges,
        kind.Source);
}

/// <summary>A parameter of an indicator, in the words that it is written in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is: <c>bars</c>, <c>number</c>, or <c>span</c>, a length of time such as <c>24h</c>.</param>
/// <param name="Least">The least it may be.</param>
/// <param name="Most">The most it may be.</param>
/// <param name="Usual">Its value where none is given.</param>
public sealed record IndicatorParameterAnswer(string Name, string Type, string Least, string Most, string Usual)
{
    internal static IndicatorParameterAnswer Of(IndicatorParameter parameter) => new(
        parameter.Name,
        parameter.Type.ToString().ToLowerInvariant(),
        parameter.Format(parameter.Least),
        parameter.Format(parameter.Greatest),
        parameter.Format(parameter.Default));
}

/// <summary>A detector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it says.</param>
/// <param name="Input">What it is fed with: <c>bars</c>, <c>trades</c>, <c>tradesAndClock</c>, <c>pairTrades</c> or <c>venueTrades</c>.</param>
/// <param name="Events">The events it tells of.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Source">Where its definition comes from.</param>
public sealed record DetectorAnswer(
    string Name, string Summary, string Input, IReadOnlyList<string> Events, IReadOnlyList<DetectorParameter> Parameters, string Source)
{
    internal static DetectorAnswer Of(DetectorInfo info) => new(
        info.Name, info.Summary, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(info.Input.ToString()), info.Events, info.Parameters, info.Source);
}
