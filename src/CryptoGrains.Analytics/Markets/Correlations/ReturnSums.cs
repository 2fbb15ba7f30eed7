namespace CryptoGrains.Analytics.Markets;

/// <summary>Count, sum and sum of squares of returns that were made whole numbers.</summary>
internal struct ReturnSums
{
    public long Count;
    public long Sum;
    public Int128 Squares;

    /// <summary>The variance times the square of the count: n Σx² − (Σx)².</summary>
    public readonly Int128 Variance => (Count * Squares) - Math.BigMul(Sum, Sum);

    /// <summary>Adds a return, or takes it away.</summary>
    /// <param name="value">The return.</param>
    /// <param name="sign">1 or −1.</param>
    public void Add(long value, int sign)
    {
        Count += sign;
        Sum += sign * value;
        Squares += sign * Math.BigMul(value, value);
    }

    /// <summary>The sums without some of the returns.</summary>
    public readonly ReturnSums Without(in ReturnSums others) =>
        new() { Count = Count - others.Count, Sum = Sum - others.Sum, Squares = Squares - others.Squares };
}
