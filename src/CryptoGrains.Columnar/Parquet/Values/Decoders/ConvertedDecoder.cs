using System.Buffers;
using CryptoGrains.Columnar.Parquet.Metadata;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes values that are given out in another type than they are stored in.</summary>
/// <param name="stored">Decodes them as they are stored.</param>
internal sealed class ConvertedDecoder<TStored, T, TConversion>(ValueDecoder<TStored> stored) : ValueDecoder<T>
    where TStored : unmanaged
    where TConversion : struct, IConversion<TStored, T>
{
    /// <inheritdoc/>
    public override int LeastPlainBits => stored.LeastPlainBits;

    /// <inheritdoc/>
    public override bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out T bound)
    {
        bound = default!;
        if (!stored.TryReadBound(bytes, isUpper, out var value))
            return false;

        try
        {
            bound = TConversion.Convert(value);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    protected override void DecodePlain(ReadOnlySpan<byte> bytes, Span<T> into) => DecodeStored(PageEncoding.Plain, bytes, into);

    /// <inheritdoc/>
    protected override void DecodeDelta(ReadOnlySpan<byte> bytes, Span<T> into) =>
        DecodeStored(PageEncoding.DeltaBinaryPacked, bytes, into);

    /// <inheritdoc/>
    protected override void DecodeSplit(ReadOnlySpan<byte> bytes, Span<T> into) =>
        DecodeStored(PageEncoding.ByteStreamSplit, bytes, into);

    private void DecodeStored(PageEncoding encoding, ReadOnlySpan<byte> bytes, Span<T> into)
    {
        var values = ArrayPool<TStored>.Shared.Rent(into.Length);
        try
        {
            stored.Decode(encoding, bytes, values.AsSpan(0, into.Length));
            for (var i = 0; i < into.Length; i++)
                into[i] = TConversion.Convert(values[i]);
        }
        catch (OverflowException e)
        {
            throw new InvalidDataException("A time is further from 1970 than microseconds of 64 bits can say.", e);
        }
        finally
        {
            ArrayPool<TStored>.Shared.Return(values);
        }
    }
}
