using CryptoGrains.Analytics.Indicators;

namespace CryptoGrains.Analytics.Rules;

/// <summary>A number in a comparison.</summary>
public abstract record Operand
{
    /// <summary>Whether it is known with every trade.</summary>
    public virtual bool IsLive => true;
}

/// <summary>A plain number.</summary>
/// <param name="Value">The number.</param>
/// <param name="Text">As it was written.</param>
public sealed record NumberOperand(double Value, string Text) : Operand
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary><c>price</c>: of the last trade; beside indicators, the candle's close.</summary>
public sealed record PriceOperand : Operand
{
    /// <summary>Its name.</summary>
    public const string Name = "price";

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary><c>change(1h)</c>: by how much, in percent, the last trade's price is above the close of the last minute candle that ended so long ago or earlier.</summary>
/// <param name="Span">How long ago.</param>
public sealed record ChangeOperand(TimeSpan Span) : Operand
{
    /// <summary>Its name.</summary>
    public const string Name = "change";

    /// <summary>The longest span: a day, as many minute candles as are always there.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}({SpanText.Format(Span.Ticks / TimeSpan.TicksPerMicrosecond)})";
}

/// <summary>A value of an indicator, at the candle that closed last.</summary>
/// <param name="Reference">Which.</param>
public sealed record IndicatorOperand(IndicatorReference Reference) : Operand
{
    /// <inheritdoc/>
    public override bool IsLive => false;

    /// <inheritdoc/>
    public override string ToString() => Reference.ToString();
}
