using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Candles;

/// <summary>Random numbers over the whole of their range.</summary>
internal static class Numbers
{
    /// <summary>Any 64 bits.</summary>
    public static Gen<ulong> Bits64 =>
        from upper in Gen.Choose(int.MinValue, int.MaxValue)
        from lower in Gen.Choose(int.MinValue, int.MaxValue)
        select ((ulong)(uint)upper << 32) | (uint)lower;

    /// <summary>A positive number of any length up to so many bits.</summary>
    public static Gen<Int128> Positive(int bits) =>
        from upper in Bits64
        from lower in Bits64
        from shift in Gen.Choose(128 - bits, 127)
        select (Int128)(new UInt128(upper | (1UL << 63), lower) >> shift);
}
