using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Parquet;

/// <summary>Bytes and numbers of the kinds that columns are made of.</summary>
internal static class Samples
{
    private static readonly Gen<byte[]> AnyBytes = ArbMap.Default.GeneratorFor<byte[]>();

    /// <summary>Noise, runs and repeated pieces, up to some hundred thousand bytes.</summary>
    public static Arbitrary<byte[]> Blocks { get; } = BlockOf().ToArbitrary();

    /// <summary>Bytes that say nothing, and such that look like the beginning of something.</summary>
    public static Arbitrary<byte[]> Hostile { get; } = Gen.OneOf(
        AnyBytes,
        from seed in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 300)
        select Noise(seed, length),
        from start in AnyBytes
        from repeated in Gen.Elements<byte>(0, 1, 0x7f, 0x80, 0xff)
        from length in Gen.Choose(0, 40)
        from end in AnyBytes
        select (byte[])[.. start, .. Enumerable.Repeat(repeated, length), .. end]).ToArbitrary();

    /// <summary>Runs of one number among many different ones, none with more bits than the width says.</summary>
    public static Gen<int[]> Levels(int bitWidth) =>
        from pieces in (
            from seed in Gen.Choose(0, int.MaxValue)
            from length in Gen.Frequency((5, Gen.Choose(1, 20)), (1, Gen.Choose(1, 2000)))
            from isRun in Gen.Elements(true, false)
            select NumbersOf(seed, length, isRun, bitWidth)).ListOf()
        select pieces.SelectMany(piece => piece).ToArray();

    /// <summary>Numbers close to each other, far from each other, and the extremes.</summary>
    public static Gen<long[]> Longs { get; } =
        from pieces in (
            from seed in Gen.Choose(0, int.MaxValue)
            from length in Gen.Frequency((5, Gen.Choose(1, 40)), (1, Gen.Choose(1, 1000)))
            from bits in Gen.Choose(0, 64)
            select LongsOf(seed, length, bits)).ListOf()
        select pieces.SelectMany(piece => piece).ToArray();

    public static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static Gen<byte[]> BlockOf() =>
        from seed in Gen.Choose(0, int.MaxValue)
        from pieces in Gen.Choose(0, 30)
        from longest in Gen.Elements(10, 70, 300, 5000)
        select BlockOf(seed, pieces, longest);

    private static byte[] BlockOf(int seed, int pieces, int longest)
    {
        var random = new Random(seed);
        var bytes = new List<byte>();
        for (var i = 0; i < pieces; i++)
        {
            var length = random.Next(1, longest);
            switch (random.Next(3))
            {
                case 0:
                    bytes.AddRange(Noise(random.Next(), length));
                    break;
                case 1:
                    bytes.AddRange(Enumerable.Repeat((byte)random.Next(256), length));
                    break;
                default:
                    var from = random.Next(bytes.Count + 1);
                    bytes.AddRange(bytes.GetRange(from, Math.Min(length, bytes.Count - from)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static IEnumerable<int> NumbersOf(int seed, int length, bool isRun, int bitWidth)
    {
        var random = new Random(seed);
        int Next() => bitWidth == 0 ? 0 : (int)(uint)random.NextInt64(1L << bitWidth);
        var repeated = Next();
        return Enumerable.Range(0, length).Select(_ => isRun ? repeated : Next()).ToArray();
    }

    private static long[] LongsOf(int seed, int length, int bits)
    {
        var random = new Random(seed);
        var far = random.NextInt64(long.MinValue, long.MaxValue);
        var values = new long[length];
        for (var i = 0; i < length; i++)
        {
            values[i] = random.Next(50) switch
            {
                0 => long.MinValue,
                1 => long.MaxValue,
                _ => unchecked(far + (bits == 0 ? 0 : random.NextInt64(long.MinValue, long.MaxValue) >> (64 - bits))),
            };
        }

        return values;
    }
}
