namespace CryptoGrains.Analytics.Windows;

/// <summary>How many decimals an instrument's prices and quantities are kept with: the most that any of its trades had.</summary>
internal readonly record struct Decimals(int Price, int Quantity)
{
    public int Quote => Price + Quantity;

    public bool Cover(Decimals other) => other.Price <= Price && other.Quantity <= Quantity;

    public Decimals Covering(Decimals other) => new(Math.Max(Price, other.Price), Math.Max(Quantity, other.Quantity));
}
