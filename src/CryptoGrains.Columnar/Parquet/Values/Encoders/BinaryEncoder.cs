using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes byte strings.</summary>
internal sealed class BinaryEncoder : ValueEncoder<byte[]>
{
    /// <summary>The most bytes of a bound.</summary>
    private const int BoundBytes = 64;

    /// <inheritdoc/>
    public override long PlainLength(ReadOnlySpan<byte[]> values)
    {
        long length = 0;
        foreach (var value in values)
            length += sizeof(int) + value.Length;
        return length;
    }

    /// <inheritdoc/>
    public override void WritePlain(ReadOnlySpan<byte[]> values, ByteBuffer into)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(into.GetSpan(sizeof(int)), value.Length);
            into.Advance(sizeof(int));
            into.Write(value);
        }
    }

    /// <inheritdoc/>
    public override DistinctValues<byte[]>? FindDistinct(ReadOnlySpan<byte[]> values, Span<int> places) =>
        DistinctValues<byte[]>.Find<BinaryKey>(values, places);

    /// <inheritdoc/>
    public override Bounds BoundsOf(ReadOnlySpan<byte[]> values)
    {
        var (least, greatest) = (values[0], values[0]);
        foreach (var value in values)
        {
            if (value.AsSpan().SequenceCompareTo(least) < 0)
                least = value;
            if (value.AsSpan().SequenceCompareTo(greatest) > 0)
                greatest = value;
        }

        var minIsExact = least.Length <= BoundBytes;
        var maxIsExact = greatest.Length <= BoundBytes;
        return new Bounds(
            minIsExact ? least : least[..BoundBytes], maxIsExact ? greatest : Raise(greatest.AsSpan(0, BoundBytes)), minIsExact, maxIsExact);
    }

    /// <summary>The least bytes that come behind all that begin so; null where all are the greatest.</summary>
    private static byte[]? Raise(ReadOnlySpan<byte> bytes)
    {
        var last = bytes.LastIndexOfAnyExcept(byte.MaxValue);
        if (last < 0)
            return null;

        var raised = bytes[..(last + 1)].ToArray();
        raised[last]++;
        return raised;
    }
}
