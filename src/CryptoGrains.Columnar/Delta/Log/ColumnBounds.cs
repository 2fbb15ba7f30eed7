using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>The least and the greatest value of a column in a file, as JSON.</summary>
/// <param name="Min">A lower bound; null where there is none, or JSON has no way to write it.</param>
/// <param name="Max">An upper bound.</param>
/// <param name="Nulls">How many rows have no value.</param>
internal sealed record ColumnBounds(string? Min, string? Max, long Nulls)
{
    /// <summary>How many characters of a text are kept; a longer one is cut, and its upper bound made greater than all that begin so.</summary>
    private const int TextLength = 32;

    private const string GreatestCharacter = "\U0010FFFF";
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const long MicrosecondsPerMillisecond = 1_000;

    private static readonly JsonSerializerOptions TextOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bounds of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="data">Its values in each row group.</param>
    public static ColumnBounds Of(ParquetColumn column, IReadOnlyList<ColumnData> data)
    {
        var nulls = data.Sum(values => values.Nulls is { } missing ? missing.LongCount(isNull => isNull) : 0L);
        var (min, max) = column.Type switch
        {
            ParquetType.Int32 => Range<int>(data, Number, Number),
            ParquetType.Int64 => Range<long>(data, Number, Number),
            ParquetType.Float => Floating<float>(data),
            ParquetType.Double => Floating<double>(data),
            ParquetType.String => Range(data, Prefix, Above, CodePoints),
            ParquetType.Date => Range<int>(data, Date, Date),
            ParquetType.Timestamp => Range<long>(data, micros => Timestamp(micros, up: false), micros => Timestamp(micros, up: true)),
            ParquetType.Decimal => Range<Int128>(data, digits => Decimal(digits, column.Scale), digits => Decimal(digits, column.Scale)),
            _ => (null, null),
        };
        return new ColumnBounds(min, max, nulls);
    }

    private static readonly Comparer<string> CodePoints = Comparer<string>.Create(CompareCodePoints);

    private static (string? Min, string? Max) Range<T>(
        IReadOnlyList<ColumnData> data, Func<T, string?> lower, Func<T, string?> upper, IComparer<T>? order = null)
    {
        order ??= Comparer<T>.Default;
        var any = false;
        T min = default!, max = default!;
        foreach (var values in data.Cast<ColumnData<T>>())
        {
            for (var row = 0; row < values.Count; row++)
            {
                if (values.IsNull(row))
                    continue;
                var value = values.Values[row];
                if (!any || order.Compare(value, min) < 0)
                    min = value;
                if (!any || order.Compare(value, max) > 0)
                    max = value;
                any = true;
            }
        }

        return any ? (lower(min), upper(max)) : (null, null);
    }

    // To Spark "not a number" is greater than all numbers, and to .NET less: with one in the column, its greatest is not known.
    private static (string? Min, string? Max) Floating<T>(IReadOnlyList<ColumnData> data)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        var unordered = false;
        var order = Comparer<T>.Create((left, right) =>
        {
            unordered |= T.IsNaN(left) || T.IsNaN(right);
            return T.IsNaN(left) ? (T.IsNaN(right) ? 0 : 1) : T.IsNaN(right) ? -1 : left.CompareTo(right);
        });
        var (min, max) = Range(data, Finite, Finite, order);
        return (min, unordered ? null : max);

        static string? Finite(T value) => T.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : null;
    }

    private static string Number<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Decimal(Int128 digits, int scale)
    {
        var text = Int128.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = digits < 0 ? "-" : "";
        return scale == 0 ? sign + text : $"{sign}{text[..^scale]}.{text[^scale..]}";
    }

    private static string? Date(int days)
    {
        var number = days + (long)DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? Quoted(DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : null;
    }

    // The log has milliseconds: a lower bound is rounded down, and an upper one up, so that both still hold.
    private static string? Timestamp(long micros, bool up)
    {
        var milliseconds = Math.DivRem(micros, MicrosecondsPerMillisecond, out var rest);
        milliseconds += rest < 0 && !up ? -1 : rest > 0 && up ? 1 : 0;
        return milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? Quoted(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(Moment, CultureInfo.InvariantCulture))
            : null;
    }

    private static string Prefix(string text) => Quoted(Cut(text));

    private static string Above(string text) => Quoted(Cut(text) is var start && start.Length < text.Length ? start + GreatestCharacter : text);

    private static string Cut(string text)
    {
        if (text.Length <= TextLength)
            return text;

        var length = 0;
        var characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (characters++ == TextLength)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, TextOptions);

    // Other readers order texts by their UTF-8 bytes, that is by code points; .NET's ordinal order has surrogates before U+E000.
    private static int CompareCodePoints(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);

        var (a, b) = (left[same], right[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
