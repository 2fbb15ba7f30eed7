using System.Buffers.Binary;
using System.Text;
using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes text as UTF-8.</summary>
internal sealed class TextEncoder : ValueEncoder<string>
{
    /// <summary>The most bytes of a bound.</summary>
    private const int BoundBytes = 64;
    private const int FirstSurrogate = 0xd800;
    private const int BehindSurrogates = 0xe000;
    private const int LastCodePoint = 0x10ffff;

    /// <summary>Half of a pair of surrogates alone is no text: it is refused rather than replaced.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public override long PlainLength(ReadOnlySpan<string> values)
    {
        long length = 0;
        foreach (var value in values)
            length += sizeof(int) + value.Length;
        return length;
    }

    /// <inheritdoc/>
    public override void WritePlain(ReadOnlySpan<string> values, ByteBuffer into)
    {
        foreach (var value in values)
        {
            var room = into.GetSpan(sizeof(int) + Utf8.GetMaxByteCount(value.Length));
            var length = Utf8.GetBytes(value, room[sizeof(int)..]);
            BinaryPrimitives.WriteInt32LittleEndian(room, length);
            into.Advance(sizeof(int) + length);
        }
    }

    /// <inheritdoc/>
    public override DistinctValues<string>? FindDistinct(ReadOnlySpan<string> values, Span<int> places) =>
        DistinctValues<string>.Find<TextKey>(values, places);

    /// <inheritdoc/>
    public override Bounds BoundsOf(ReadOnlySpan<string> values)
    {
        var (least, greatest) = (values[0], values[0]);
        foreach (var value in values)
        {
            if (CompareByCodePoint(value, least) < 0)
                least = value;
            if (CompareByCodePoint(value, greatest) > 0)
                greatest = value;
        }

        var lower = CutLower(least);
        var upper = CutUpper(greatest);
        return new Bounds(
            Utf8.GetBytes(lower), upper is null ? null : Utf8.GetBytes(upper), lower.Length == least.Length, (object?)upper == greatest);
    }

    /// <summary>Compares as the UTF-8 of both would compare: surrogates come last.</summary>
    private static int CompareByCodePoint(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);

        return OrderOf(left[same]).CompareTo(OrderOf(right[same]));
    }

    private static int OrderOf(char unit) => char.IsSurrogate(unit) ? unit + (char.MaxValue + 1) : unit;

    /// <summary>The beginning of a text that has few enough bytes: it comes before the text.</summary>
    private static string CutLower(string value)
    {
        if (Utf8.GetMaxByteCount(value.Length) <= BoundBytes)
            return value;

        var (bytes, units) = (0, 0);
        foreach (var rune in value.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > BoundBytes)
                return value[..units];
            units += rune.Utf16SequenceLength;
        }

        return value;
    }

    /// <summary>The beginning of a text with its last code point raised, which comes behind the text; null where none can be raised.</summary>
    private static string? CutUpper(string value)
    {
        var cut = CutLower(value);
        if (cut.Length == value.Length)
            return value;

        while (cut.Length > 0)
        {
            Rune.DecodeLastFromUtf16(cut, out var last, out var units);
            cut = cut[..^units];
            if (last.Value < LastCodePoint)
            {
                var next = last.Value + 1;
                return cut + new Rune(next == FirstSurrogate ? BehindSurrogates : next);
            }
        }

        return null;
    }
}
