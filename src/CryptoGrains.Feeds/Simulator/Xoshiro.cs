using System.Numerics;

namespace CryptoGrains.Feeds.Simulator;

/// <summary>A seeded stream of random numbers: xoshiro256**, by Blackman and Vigna, seeded by SplitMix64.</summary>
/// <remarks>
/// Our own, because <see cref="Random"/> promises no sequence across versions. Whole numbers and plain arithmetic alone, so every
/// machine draws the same bits.
/// </remarks>
internal sealed class Xoshiro
{
    // Four uniforms of 16 bits sum to a mean of 2 · 65535 and, each having the variance (65536² - 1) / 12, to this deviation.
    private const double FourSixteenBitsDeviation = 37837.22;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Xoshiro(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number in (0, 1), never either end.</summary>
    public double NextUniform() => ((Next() >> 12) + 0.5) * (1.0 / (1L << 52));

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    public int NextBelow(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>A number between two others.</summary>
    public double NextBetween(double from, double to) => from + ((to - from) * NextUniform());

    /// <summary>A number with mean 0 and deviation 1, near normal within three deviations and never beyond 3.5.</summary>
    public double NextBell()
    {
        var bits = Next();
        var sum = (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
        return ((long)sum - 131_070L) * (1 / FourSixteenBitsDeviation);
    }

    /// <summary>An exponentially distributed number with mean 1.</summary>
    public double NextExponential() => -PlainMath.Log(NextUniform());

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9e3779b97f4a7c15;
        var mixed = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }
}
