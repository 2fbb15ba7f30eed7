namespace CryptoGrains.Feeds.Simulator;

/// <summary>Functions made of +, -, ×, ÷ and square root, which IEEE 754 rounds alike everywhere.</summary>
/// <remarks><see cref="Math.Log(double)"/> and its like are the machine's own and may differ in the last bit.</remarks>
internal static class PlainMath
{
    private const int StepsPerDecade = 4_096;
    private const double Ln2 = 0.6931471805599453;
    private const double Sqrt2 = 1.4142135623730951;

    private static readonly double[] Decade = MakeDecade();

    /// <summary>The natural logarithm of a positive, normal number, good to about 1e-12.</summary>
    public static double Log(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) - 1023;
        var fraction = BitConverter.Int64BitsToDouble((bits & 0xfffffffffffff) | 0x3ff0000000000000);
        if (fraction > Sqrt2)
        {
            fraction *= 0.5;
            exponent++;
        }

        // ln f = 2 artanh((f - 1) / (f + 1)), where |z| stays below 0.172.
        var z = (fraction - 1) / (fraction + 1);
        var square = z * z;
        var series = 1 + (square * ((1.0 / 3) + (square * ((1.0 / 5) + (square * ((1.0 / 7) + (square * ((1.0 / 9)
            + (square * ((1.0 / 11) + (square * (1.0 / 13))))))))))));
        return (exponent * Ln2) + (2 * z * series);
    }

    /// <summary>
    /// A number from 1 to 10, evenly spread on a logarithmic scale, for 12 random bits. Whatever such a number is multiplied by,
    /// its first digits follow Benford's law.
    /// </summary>
    public static double LogUniform(uint twelveBits) => Decade[twelveBits & (StepsPerDecade - 1)];

    // 10^(1/4096) is ten under twelve square roots; every power of it is a product of a dozen at most.
    private static double[] MakeDecade()
    {
        var decade = new double[StepsPerDecade];
        Array.Fill(decade, 1);
        var root = 10.0;
        for (var bit = StepsPerDecade / 2; bit > 0; bit /= 2)
        {
            root = Math.Sqrt(root);
            for (var i = 0; i < StepsPerDecade; i++)
            {
                if ((i & bit) != 0)
                    decade[i] *= root;
            }
        }

        return decade;
    }
}
