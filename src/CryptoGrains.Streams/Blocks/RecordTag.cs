using CryptoGrains.Market;

namespace CryptoGrains.Streams.Blocks;

/// <summary>The two bytes that begin a record and say which of its parts follow.</summary>
internal static class RecordTag
{
    public const int Sell = 1 << 0;
    public const int SameName = 1 << 1;
    public const int NextId = 1 << 2;
    public const int SameDelay = 1 << 3;
    public const int Clock = 1 << 4;
    public const int Unused = (1 << 5) | (1 << 6) | (1 << 7);

    /// <summary>Where the price's decimals begin, four bits.</summary>
    public const int PriceShift = 8;

    /// <summary>Where the quantity's decimals begin, four bits.</summary>
    public const int QuantityShift = 12;

    /// <summary>In the place of the decimals: the number is wide, written as the 16 bytes of a <see cref="decimal"/>.</summary>
    public const int Wide = 15;

    /// <summary>A number's decimals, or <see cref="Wide"/> where its digits or decimals are too many.</summary>
    public static int DecimalsOf(decimal value, out long mantissa) =>
        FixedPoint.TrySplit(value, out mantissa, out var decimals) && decimals < Wide ? decimals : Wide;
}
