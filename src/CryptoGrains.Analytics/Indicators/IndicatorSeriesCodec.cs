using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>
/// A series as bytes, for a snapshot. Averages that fade depend on every bar since the first, so a few bars can't bring them back bit for bit: the
/// snapshot has what the kernels had handed on before the bars that can change, and the bars. Reading computes those again.
/// </summary>
/// <remarks>
/// A format number, the length and the text of the set, the number of bars, the kernels' numbers, then the newest numbers of each column, oldest first;
/// at the end a 64-bit FNV-1a hash. Little endian, numbers as 64-bit IEEE 754.
/// </remarks>
public static class IndicatorSeriesCodec
{
    private const byte Format = 1;
    private const int HashLength = sizeof(ulong);

    /// <summary>Writes a series.</summary>
    public static void Write(IndicatorSeries series, IBufferWriter<byte> output)
    {
        var text = Encoding.UTF8.GetBytes(TextOf(series.Set));
        var length = LengthOf(series, text.Length);
        var bytes = output.GetSpan(length)[..length];
        var rest = bytes;
        rest[0] = Format;
        BinaryPrimitives.WriteInt32LittleEndian(rest[1..], text.Length);
        text.CopyTo(rest[5..]);
        rest = rest[(5 + text.Length)..];
        BinaryPrimitives.WriteInt32LittleEndian(rest, series.Count);
        rest = rest[sizeof(int)..];
        foreach (var value in series.OldestState)
            Write(ref rest, value);
        foreach (var ring in series.History.Rings)
        {
            for (var index = Math.Max(0, series.Count - ring.Length); index < series.Count; index++)
                Write(ref rest, ring[index % ring.Length]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(rest, Hash(bytes[..^HashLength]));
        output.Advance(length);
    }

    /// <summary>Reads a series back: it goes on exactly where the one that was written stood.</summary>
    /// <param name="bytes">What <see cref="Write(IndicatorSeries, IBufferWriter{byte})"/> wrote.</param>
    /// <param name="set">The set that it was written with.</param>
    /// <exception cref="InvalidDataException">The bytes are no such snapshot, or one of another set: only bars can make that series.</exception>
    public static IndicatorSeries Read(ReadOnlySpan<byte> bytes, IndicatorSet set)
    {
        if (bytes.IsEmpty || bytes[0] != Format)
            throw new InvalidDataException($"The snapshot's format is {(bytes.IsEmpty ? "missing" : bytes[0])}; this program reads {Format}.");
        if (bytes.Length < HashLength || BinaryPrimitives.ReadUInt64LittleEndian(bytes[^HashLength..]) != Hash(bytes[..^HashLength]))
            throw new InvalidDataException("The snapshot is damaged: its hash is not that of its bytes.");

        var textLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
        var text = Encoding.UTF8.GetString(bytes.Slice(5, textLength));
        if (text != TextOf(set))
            throw new InvalidDataException($"The snapshot is of {text}, not of {TextOf(set)}: feed a new series with bars.");

        var rest = bytes[(5 + textLength)..];
        var count = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        var series = new IndicatorSeries(set);
        series.History.Restore(count);
        foreach (ref var value in series.OldestState)
            value = Read(ref rest);
        foreach (var ring in series.History.Rings)
        {
            for (var index = Math.Max(0, count - ring.Length); index < count; index++)
                ring[index % ring.Length] = Read(ref rest);
        }

        series.ComputeFrom(count - series.Kept);
        return series;
    }

    private static string TextOf(IndicatorSet set) =>
        $"{string.Join(' ', set.Definitions)} on bars of {set.Interval}, of which {set.Revisable} can change";

    private static int LengthOf(IndicatorSeries series, int textLength) =>
        1 + sizeof(int) + textLength + sizeof(int) + HashLength
        + (sizeof(double) * (series.Set.StateLength + series.History.Rings.Sum(ring => Math.Min(series.Count, ring.Length))));

    private static void Write(ref Span<byte> bytes, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        bytes = bytes[sizeof(double)..];
    }

    private static double Read(ref ReadOnlySpan<byte> bytes)
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        bytes = bytes[sizeof(double)..];
        return value;
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14_695_981_039_346_656_037;
        foreach (var next in bytes)
            hash = (hash ^ next) * 1_099_511_628_211;
        return hash;
    }
}
