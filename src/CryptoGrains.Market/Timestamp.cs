namespace CryptoGrains.Market;

/// <summary>A point in time, UTC, in whole microseconds since 1970-01-01T00:00:00Z.</summary>
/// <param name="Microseconds">Microseconds since the Unix epoch; negative before it.</param>
public readonly record struct Timestamp(long Microseconds) : IComparable<Timestamp>
{
    /// <summary>Earlier than every trade: "none seen yet".</summary>
    public static readonly Timestamp MinValue = new(long.MinValue);

    /// <summary>Milliseconds since the Unix epoch, rounded towards the past.</summary>
    public long UnixMilliseconds => Math.DivRem(Microseconds, 1_000, out var rest) - (rest < 0 ? 1 : 0);

    /// <summary>The timestamp of a count of milliseconds since the Unix epoch.</summary>
    /// <exception cref="OverflowException">The count lies outside what microseconds in 64 bits can hold.</exception>
    public static Timestamp FromUnixMilliseconds(long milliseconds) => new(checked(milliseconds * 1_000));

    /// <summary>The timestamp of a date with its offset, cut to microseconds.</summary>
    public static Timestamp From(DateTimeOffset time) =>
        new((time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>The same moment as a date at UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies outside the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddMicroseconds(Microseconds);

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary>The later of two moments.</summary>
    public static Timestamp Max(Timestamp left, Timestamp right) => left > right ? left : right;

    /// <summary>The earlier of two moments.</summary>
    public static Timestamp Min(Timestamp left, Timestamp right) => left < right ? left : right;

    /// <summary>ISO 8601 at UTC with microseconds: <c>2024-08-09T00:00:00.000000Z</c>.</summary>
    public override string ToString() =>
        ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

#pragma warning disable CS1591 // The operators mean what they say.
    public static bool operator <(Timestamp left, Timestamp right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Timestamp left, Timestamp right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Timestamp left, Timestamp right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Timestamp left, Timestamp right) => left.Microseconds >= right.Microseconds;

    public static Timestamp operator +(Timestamp time, TimeSpan span) =>
        new(time.Microseconds + (span.Ticks / TimeSpan.TicksPerMicrosecond));

    public static Timestamp operator -(Timestamp time, TimeSpan span) =>
        new(time.Microseconds - (span.Ticks / TimeSpan.TicksPerMicrosecond));

    public static TimeSpan operator -(Timestamp left, Timestamp right) =>
        TimeSpan.FromMicroseconds(left.Microseconds - right.Microseconds);
#pragma warning restore CS1591
}
