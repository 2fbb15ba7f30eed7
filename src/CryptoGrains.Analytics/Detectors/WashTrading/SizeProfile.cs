using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.WashTrading;

/// <summary>How the sizes of a venue's trades are spread: counts only, so any number of trades takes as much memory.</summary>
internal sealed class SizeProfile
{
    private const int BinsPerDecade = 8;
    private const int Decades = 16;
    private const int LeastDecade = -4;
    private const double TailShare = 0.1;

    // The mean absolute deviation from Benford's law above which Nigrini (2012) calls first digits nonconforming.
    private const double Nonconforming = 0.015;

    private static readonly double[] Benford = [.. Enumerable.Range(1, 9).Select(digit => Math.Log10(1 + (1.0 / digit)))];

    private readonly int[] _digits = new int[9];
    private readonly int[] _worths = new int[BinsPerDecade * Decades];
    private int _round;

    /// <summary>How many trades.</summary>
    public int Trades { get; private set; }

    /// <summary>The share of trades whose quantity is one digit and zeros, such as 0.05 or 200.</summary>
    public double RoundShare => (double)_round / Trades;

    /// <summary>Counts a trade.</summary>
    public void Add(in Trade trade)
    {
        var (digit, isRound) = FirstDigit(trade.Quantity);
        _digits[digit - 1]++;
        _round += isRound ? 1 : 0;
        var decade = Math.Log10((double)trade.Price * (double)trade.Quantity) - LeastDecade;
        _worths[Math.Clamp((int)(decade * BinsPerDecade), 0, _worths.Length - 1)]++;
        Trades++;
    }

    /// <summary>
    /// How far the first digits of the quantities are from Benford's law: the mean absolute deviation, less what chance alone gives in
    /// so many trades, over Nigrini's limit of 0.015. From 1 on they do not follow it.
    /// </summary>
    public double BenfordExcess()
    {
        var (deviation, chance) = (0.0, 0.0);
        for (var i = 0; i < Benford.Length; i++)
        {
            deviation += Math.Abs(((double)_digits[i] / Trades) - Benford[i]) / Benford.Length;
            chance += Math.Sqrt(2 / Math.PI * Benford[i] * (1 - Benford[i]) / Trades) / Benford.Length;
        }

        return Math.Max(0, deviation - chance) / Nonconforming;
    }

    /// <summary>
    /// Hill's estimate of the exponent of the power law that the worths of the greatest tenth of the trades follow: of honest markets
    /// from 1 to 2. A greater one says that the large trades are of one size.
    /// </summary>
    public double TailExponent()
    {
        var first = _worths.Length;
        var inTail = 0;
        while (first > 1 && inTail < TailShare * Trades)
            inTail += _worths[--first];

        // A worth is taken to be in the middle of its bin, on the logarithmic scale.
        var bins = 0.0;
        for (var i = first; i < _worths.Length; i++)
            bins += _worths[i] * (i - first + 0.5);
        return BinsPerDecade * inTail / (bins * Math.Log(10));
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_digits);
        Array.Clear(_worths);
        (_round, Trades) = (0, 0);
    }

    public void Carry(ref StateCarrier state)
    {
        foreach (ref var count in _digits.AsSpan())
            state.Carry(ref count, int.MaxValue);
        foreach (ref var count in _worths.AsSpan())
            state.Carry(ref count, int.MaxValue);
        state.Carry(ref _round, int.MaxValue);
        var trades = Trades;
        state.Carry(ref trades, int.MaxValue);
        Trades = trades;
    }

    private static (int Digit, bool IsRound) FirstDigit(decimal quantity)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(quantity, bits);
        var rest = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var isRound = true;
        while (rest >= 10)
        {
            (rest, var digit) = UInt128.DivRem(rest, 10);
            isRound &= digit == 0;
        }

        return ((int)rest, isRound);
    }
}
