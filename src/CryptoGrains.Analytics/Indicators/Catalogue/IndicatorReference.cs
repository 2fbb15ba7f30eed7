namespace CryptoGrains.Analytics.Indicators;

/// <summary>One value of an indicator: <c>macd(12,26,9).signal</c>.</summary>
/// <param name="Definition">The indicator.</param>
/// <param name="Output">The index of its output; 0 is the one that the bare name stands for.</param>
public sealed record IndicatorReference(IndicatorDefinition Definition, int Output)
{
    /// <inheritdoc/>
    public override string ToString() => Output == 0 ? Definition.Text : $"{Definition.Text}.{Definition.Kind.Outputs[Output].Name}";
}
