using System.Buffers;
using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes truth values: a bit each, or runs.</summary>
internal sealed class BooleanDecoder : ValueDecoder<bool>
{
    /// <inheritdoc/>
    public override int LeastPlainBits => 1;

    /// <inheritdoc/>
    public override bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out bool bound)
    {
        bound = bytes.Length == 1 && bytes[0] != 0;
        return bytes.Length == 1;
    }

    /// <inheritdoc/>
    protected override void DecodePlain(ReadOnlySpan<byte> bytes, Span<bool> into)
    {
        if (into.Length > 8L * bytes.Length)
            throw TooShort(bytes.Length, into.Length);

        for (var i = 0; i < into.Length; i++)
            into[i] = (bytes[i >> 3] >> (i & 7) & 1) != 0;
    }

    /// <inheritdoc/>
    protected override void DecodeRle(ReadOnlySpan<byte> bytes, Span<bool> into)
    {
        if (into.IsEmpty)
            return;
        if (bytes.Length < sizeof(int))
            throw TooShort(bytes.Length, into.Length);

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length > bytes.Length - sizeof(int))
            throw TooShort(bytes.Length, into.Length);

        var runs = new BitPackedRunReader(bytes.Slice(sizeof(int), (int)length), 1);
        var bits = ArrayPool<int>.Shared.Rent(into.Length);
        try
        {
            runs.Read(bits.AsSpan(0, into.Length));
            for (var i = 0; i < into.Length; i++)
                into[i] = bits[i] != 0;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(bits);
        }
    }
}
