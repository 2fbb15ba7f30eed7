namespace CryptoGrains.Columnar.Parquet.Compression;

/// <summary>The raw block format of Snappy: the length, then literal bytes and copies of what stands before.</summary>
internal static class Snappy
{
    /// <summary>The most bytes that a block of so many can take.</summary>
    /// <exception cref="OverflowException">More than an array can have.</exception>
    public static int MaxCompressedLength(int length) => checked(32 + length + length / 6);

    /// <summary>Compresses a block.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="into">At least as many as <see cref="MaxCompressedLength"/> says.</param>
    /// <returns>How many bytes it took.</returns>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> into) => SnappyEncoder.Encode(source, into);

    /// <summary>Decompresses a block.</summary>
    /// <param name="source">The compressed block.</param>
    /// <param name="into">As many bytes as it must have.</param>
    /// <exception cref="InvalidDataException">It is damaged, or has another length.</exception>
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> into) => SnappyDecoder.Decode(source, into);
}
