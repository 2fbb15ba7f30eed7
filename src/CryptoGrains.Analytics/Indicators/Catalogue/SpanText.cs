namespace CryptoGrains.Analytics.Indicators;

/// <summary>Lengths of time as they are written: <c>5m</c>, <c>24h</c>, <c>7d</c>.</summary>
internal static class SpanText
{
    private const int MostDigits = 6;

    // A day is 24h, as the field says it; more than one are days.
    private static readonly (char Unit, long Microseconds, int Least)[] Units =
        [('d', 86_400_000_000, 2), ('h', 3_600_000_000, 1), ('m', 60_000_000, 0)];

    public static string Format(long microseconds)
    {
        var (unit, length, _) = Array.Find(Units, unit => microseconds % unit.Microseconds == 0 && microseconds / unit.Microseconds >= unit.Least);
        return $"{microseconds / length}{unit}";
    }

    public static bool TryParse(string text, out long microseconds)
    {
        microseconds = 0;
        if (text.Length < 2 || text.Length > MostDigits + 1 || !text.AsSpan(0, text.Length - 1).ContainsOnlyDigits())
            return false;

        var length = Array.Find(Units, unit => unit.Unit == text[^1]).Microseconds;
        microseconds = int.Parse(text.AsSpan(0, text.Length - 1)) * length;
        return length != 0;
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
