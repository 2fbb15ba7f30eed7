namespace CryptoGrains.Analytics.Windows;

/// <summary>How many decimals an instrument's prices and quantities are kept with: the most that any of its trades had.</summary>
internal readonly record struct Decimals(int Price, int Quantity)
{
    public int Quote => Price + Quantity;

    public Decimals Covering(int price, int quantity) => new(Math.Max(Price, price), Math.Max(Quantity, quantity));
}
