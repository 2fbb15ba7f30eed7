using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes truth values, a bit each: runs of one value are left to the compression, which every reader knows.</summary>
internal sealed class BooleanEncoder : ValueEncoder<bool>
{
    /// <inheritdoc/>
    public override long PlainLength(ReadOnlySpan<bool> values) => (values.Length + 7) / 8;

    /// <inheritdoc/>
    public override void WritePlain(ReadOnlySpan<bool> values, ByteBuffer into)
    {
        var length = (values.Length + 7) / 8;
        var bits = into.GetSpan(length)[..length];
        bits.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i])
                bits[i >> 3] |= (byte)(1 << (i & 7));
        }

        into.Advance(length);
    }

    /// <inheritdoc/>
    public override Bounds BoundsOf(ReadOnlySpan<bool> values) =>
        new([values.Contains(false) ? (byte)0 : (byte)1], [values.Contains(true) ? (byte)1 : (byte)0]);
}
