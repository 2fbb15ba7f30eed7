using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Pages;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes decimals: with the highest byte first where they have a length of their own, else as whole numbers.</summary>
/// <param name="leaf">The leaf.</param>
internal sealed class DecimalEncoder(SchemaPrimitive leaf) : ValueEncoder<Int128>
{
    private readonly int _width = leaf.Type switch
    {
        PhysicalType.Int32 => sizeof(int),
        PhysicalType.Int64 => sizeof(long),
        _ => leaf.TypeLength,
    };

    /// <inheritdoc/>
    public override long PlainLength(ReadOnlySpan<Int128> values) => (long)values.Length * _width;

    /// <inheritdoc/>
    public override void WritePlain(ReadOnlySpan<Int128> values, ByteBuffer into)
    {
        var length = checked(values.Length * _width);
        Write(values, into.GetSpan(length)[..length]);
        into.Advance(length);
    }

    /// <inheritdoc/>
    public override DistinctValues<Int128>? FindDistinct(ReadOnlySpan<Int128> values, Span<int> places) =>
        DistinctValues<Int128>.Find<Int128Key>(values, places);

    /// <inheritdoc/>
    public override Bounds BoundsOf(ReadOnlySpan<Int128> values)
    {
        var (least, greatest) = (values[0], values[0]);
        foreach (var value in values)
        {
            if (value < least)
                least = value;
            if (value > greatest)
                greatest = value;
        }

        var bound = DecimalDigits.Bound(leaf.Precision);
        if (least <= -bound || greatest >= bound)
        {
            throw new ArgumentException(
                $"Column '{leaf.Name}' has a value of more than {leaf.Precision} digits: between {least} and {greatest}, without the point.",
                nameof(values));
        }

        return new Bounds(BytesOf(least), BytesOf(greatest));
    }

    private byte[] BytesOf(Int128 value)
    {
        var bytes = new byte[_width];
        Write([value], bytes);
        return bytes;
    }

    private void Write(ReadOnlySpan<Int128> values, Span<byte> into)
    {
        if (leaf.Type == PhysicalType.Int32)
        {
            for (var i = 0; i < values.Length; i++)
                BinaryPrimitives.WriteInt32LittleEndian(into[(i * sizeof(int))..], (int)values[i]);
        }
        else if (leaf.Type == PhysicalType.Int64)
        {
            for (var i = 0; i < values.Length; i++)
                BinaryPrimitives.WriteInt64LittleEndian(into[(i * sizeof(long))..], (long)values[i]);
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
                BigEndian.Write(values[i], into.Slice(i * _width, _width));
        }
    }
}
