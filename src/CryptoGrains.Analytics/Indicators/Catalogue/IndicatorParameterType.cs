namespace CryptoGrains.Analytics.Indicators;

/// <summary>What a parameter of an indicator counts.</summary>
public enum IndicatorParameterType
{
    /// <summary>A whole number of bars.</summary>
    Bars,

    /// <summary>A plain number.</summary>
    Number,

    /// <summary>A length of time, in whole minutes, hours or days: <c>5m</c>, <c>24h</c>, <c>7d</c>.</summary>
    Span,
}
