namespace CryptoGrains.History.Tables;

/// <summary>Numbers as the tables hold them: digits with a fixed number of decimals.</summary>
internal static class Digits
{
    private static readonly Int128[] Powers = MakePowers();

    /// <summary>What DECIMAL(38, …) holds: digits below 10^38.</summary>
    private static readonly Int128 Limit = Int128.Parse("100000000000000000000000000000000000000");

    /// <summary>Brings a number to so many decimals.</summary>
    /// <returns>Whether it is the same number then, and fits a column of 38 digits.</returns>
    public static bool TryOf(decimal value, int decimals, out Int128 digits)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Int128 mantissa = new((uint)bits[2], (ulong)(uint)bits[1] << 32 | (uint)bits[0]);
        var missing = decimals - value.Scale;
        digits = 0;
        if (missing >= 0)
        {
            // 96 bits are less than 10^29, so that nine more digits fit whatever they are.
            if (missing > 9 && mantissa >= Limit / Powers[missing])
                return false;
            digits = mantissa * Powers[missing];
        }
        else
        {
            (digits, var rest) = Int128.DivRem(mantissa, Powers[-missing]);
            if (rest != 0)
                return false;
        }

        digits = decimal.IsNegative(value) ? -digits : digits;
        return true;
    }

    private static Int128[] MakePowers()
    {
        var powers = new Int128[29];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
