namespace CryptoGrains.Columnar.Parquet.Schema;

/// <summary>How many digits fit into how many bytes.</summary>
internal static class DecimalDigits
{
    /// <summary>The most digits of a decimal.</summary>
    public const int Most = 38;

    /// <summary>The most digits that always fit into 32 bits.</summary>
    public const int MostOfInt32 = 9;

    /// <summary>The most digits that always fit into 64 bits.</summary>
    public const int MostOfInt64 = 18;

    private static readonly Int128[] Powers = PowersOfTen();

    /// <summary>The least number that has more digits: ten to the power of them.</summary>
    public static Int128 Bound(int digits) => Powers[digits];

    /// <summary>The least number of bytes, at most 16, that hold all numbers of so many digits.</summary>
    public static int LeastBytes(int digits)
    {
        var bytes = 1;
        while (bytes < 16 && (Int128.One << (8 * bytes - 1)) < Powers[digits])
            bytes++;
        return bytes;
    }

    private static Int128[] PowersOfTen()
    {
        var powers = new Int128[Most + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
