namespace CryptoGrains.Analytics.Rules;

/// <summary>Two numbers, and how they must stand to each other.</summary>
/// <param name="Left">The one that is watched.</param>
/// <param name="Operator">How.</param>
/// <param name="Right">What it is held against.</param>
public sealed record Comparison(Operand Left, ComparisonOperator Operator, Operand Right)
{
    /// <summary>Whether it asks for the moment of passing, not for the state after it.</summary>
    public bool IsCrossing => Operator is ComparisonOperator.CrossesAbove or ComparisonOperator.CrossesBelow;

    /// <summary>Whether the left side is on the side that is asked for.</summary>
    public bool Holds(double left, double right) =>
        Operator is ComparisonOperator.Above or ComparisonOperator.CrossesAbove ? left > right : left < right;

    /// <summary>Whether the left side has come back far enough for the alert to be over.</summary>
    public bool IsOver(double left, double right, double hysteresis) =>
        Operator is ComparisonOperator.Above or ComparisonOperator.CrossesAbove ? left <= right - hysteresis : left >= right + hysteresis;
}
