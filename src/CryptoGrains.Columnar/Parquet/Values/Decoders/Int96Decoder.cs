using System.Buffers.Binary;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>
/// Decodes the times of old writers as microseconds: nanoseconds of a day, then the Julian day. The digits below a microsecond
/// are dropped, towards the past. Their bounds are in no order that is known.
/// </summary>
internal sealed class Int96Decoder() : FixedBytesDecoder<long>(12)
{
    private const long JulianDayOf1970 = 2_440_588;
    private const long MicrosPerDay = 86_400_000_000;

    /// <inheritdoc/>
    protected override long Convert(ReadOnlySpan<byte> bytes)
    {
        var micros = NanosToMicros.Convert(BinaryPrimitives.ReadInt64LittleEndian(bytes));
        var day = BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(long)..]) - JulianDayOf1970;

        // Spark counts days from the Julian epoch with numbers that wrap around when a time is some 290,000 years off. Numbers
        // that wrap around here give back what it was given.
        return unchecked(day * MicrosPerDay + micros);
    }

    /// <inheritdoc/>
    protected override bool TryConvertBound(ReadOnlySpan<byte> bytes, bool isUpper, out long bound)
    {
        bound = 0;
        return false;
    }
}
