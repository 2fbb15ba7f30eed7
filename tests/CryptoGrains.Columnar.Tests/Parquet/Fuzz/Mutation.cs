using System.Buffers.Binary;

namespace CryptoGrains.Columnar.Tests.Parquet.Fuzz;

/// <summary>Damages Parquet files: by accident, and as one would who wants to do harm. The same random numbers do the same.</summary>
internal static class Mutation
{
    /// <summary>The foot's length and the magic bytes, with which a file ends.</summary>
    private const int Tail = 8;

    private static readonly byte[][] Numbers =
    [
        [0], [0x7f], [0x80], [0xff],
        [0xff, 0xff, 0xff, 0xff, 0x07], [0xfe, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0x0f],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
        [0xf9, 0xff, 0xff, 0xff, 0x0f], [0xfc, 0xff, 0xff, 0xff, 0x0f], [0x80, 0x80, 0x80, 0x08],
    ];

    private static readonly uint[] Lengths = [0, 1, 7, 8, 0x7fff_fff7, 0x7fff_ffff, 0x8000_0000, 0xffff_fff8, 0xffff_ffff];

    /// <summary>A damaged copy of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="other">Another, of which parts may be put in.</param>
    /// <param name="random">What decides.</param>
    public static byte[] Of(byte[] file, byte[] other, Random random)
    {
        var mutated = new List<byte>(file);
        for (var i = random.Next(1, 4); i > 0; i--)
            Once(mutated, other, random);
        return [.. mutated];
    }

    private static void Once(List<byte> file, byte[] other, Random random)
    {
        var at = PlaceIn(file, random);
        var length = random.Next(1, random.Next(2) == 0 ? 5 : 200);

        // Most leave the length as it is, for after another length nothing is where it was.
        switch (random.Next(24))
        {
            case 0:
                file.RemoveRange(at, file.Count - at);
                break;
            case 1:
                file.RemoveRange(at, Math.Min(length, file.Count - at));
                break;
            case 2:
                file.InsertRange(at, Samples.Noise(random.Next(), length));
                break;
            case 3:
                file.InsertRange(at, Numbers[random.Next(Numbers.Length)]);
                break;
            case 4:
                AttackLength(file, random);
                break;
            case < 8:
                Overwrite(file, at, PieceOf(file, length, random));
                break;
            case < 11:
                Overwrite(file, at, PieceOf([.. other], length, random));
                break;
            case < 16:
                Overwrite(file, at, Numbers[random.Next(Numbers.Length)]);
                break;
            default:
                if (at < file.Count)
                    file[at] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    /// <summary>Half of the places are in the foot, which is small and says everything.</summary>
    private static int PlaceIn(List<byte> file, Random random)
    {
        if (file.Count < Tail || random.Next(2) == 0)
            return random.Next(file.Count + 1);

        var foot = LengthOfFoot(file);
        return foot is > 0 && foot <= file.Count - Tail
            ? file.Count - Tail - (int)foot + random.Next((int)foot)
            : random.Next(file.Count);
    }

    private static void AttackLength(List<byte> file, Random random)
    {
        if (file.Count < Tail)
            return;

        var length = random.Next(2) == 0 ? Lengths[random.Next(Lengths.Length)] : (uint)(LengthOfFoot(file) + random.Next(-20, 20));
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);
        for (var i = 0; i < bytes.Length; i++)
            file[file.Count - Tail + i] = bytes[i];
    }

    private static long LengthOfFoot(List<byte> file) =>
        BinaryPrimitives.ReadUInt32LittleEndian([.. file.GetRange(file.Count - Tail, sizeof(uint))]);

    private static List<byte> PieceOf(List<byte> file, int length, Random random)
    {
        var at = PlaceIn(file, random);
        return file.GetRange(at, Math.Min(length, file.Count - at));
    }

    private static void Overwrite(List<byte> file, int at, IReadOnlyList<byte> piece)
    {
        for (var i = 0; i < piece.Count && at + i < file.Count; i++)
            file[at + i] = piece[i];
    }
}
