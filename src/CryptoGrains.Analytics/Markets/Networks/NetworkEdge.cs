namespace CryptoGrains.Analytics.Markets;

/// <summary>Two instruments that move together, or against each other.</summary>
/// <param name="Left">The place of the one that comes first.</param>
/// <param name="Right">The place of the other.</param>
/// <param name="Correlation">Their correlation r.</param>
public readonly record struct NetworkEdge(int Left, int Right, double Correlation)
{
    /// <summary>|r|: how much the edge counts in PageRank and in communities.</summary>
    public double Weight => Math.Abs(Correlation);

    /// <summary>
    /// √(2(1 − r)): 0 for instruments that move as one, 2 for opposites. R. N. Mantegna, Hierarchical Structure in Financial Markets, European Physical
    /// Journal B 11, 1999.
    /// </summary>
    public double Distance => Math.Sqrt(2 * (1 - Correlation));
}
