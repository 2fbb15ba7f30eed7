namespace CryptoGrains.Analytics.Rules;

/// <summary>How two numbers must stand to each other.</summary>
public enum ComparisonOperator : byte
{
    /// <summary><c>&gt;</c></summary>
    Above,

    /// <summary><c>&lt;</c></summary>
    Below,

    /// <summary><c>crosses above</c>: above now, and not above just before.</summary>
    CrossesAbove,

    /// <summary><c>crosses below</c>: below now, and not below just before.</summary>
    CrossesBelow,
}
