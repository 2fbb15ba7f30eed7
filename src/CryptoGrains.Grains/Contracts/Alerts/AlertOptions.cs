namespace CryptoGrains.Grains;

/// <summary>The bounds of rules and alerts.</summary>
public sealed class AlertOptions
{
    /// <summary>The most rules: 10,000.</summary>
    public int MostRules { get; set; } = 10_000;

    /// <summary>The most alerts that are open at a time; one more resolves the oldest. 100,000.</summary>
    public int MostOpen { get; set; } = 100_000;
}
