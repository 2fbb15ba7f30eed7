namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Moments in the log: milliseconds since 1970.</summary>
internal static class LogTime
{
    private static readonly long Least = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Greatest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The moment; one that no calendar has becomes the nearest that it has.</summary>
    public static DateTimeOffset Of(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Least, Greatest));

    /// <summary>The moment, where there is one.</summary>
    public static DateTimeOffset? OfOptional(long? milliseconds) => milliseconds is { } value ? Of(value) : null;

    /// <summary>A moment as exact as the log keeps it.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds());
}
