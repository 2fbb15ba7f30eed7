using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Text;

/// <summary>Reads exchange times that are milliseconds in one place and microseconds in another.</summary>
internal static class UnixTime
{
    // As milliseconds this is the year 5138, as microseconds 1973: no market's time is anywhere near either.
    private const long FirstMicroseconds = 100_000_000_000_000;

    /// <summary>The moment of a count of milliseconds or microseconds since 1970, whichever makes sense.</summary>
    public static Timestamp FromMillisecondsOrMicroseconds(long count) =>
        count is > -FirstMicroseconds and < FirstMicroseconds ? Timestamp.FromUnixMilliseconds(count) : new Timestamp(count);
}
