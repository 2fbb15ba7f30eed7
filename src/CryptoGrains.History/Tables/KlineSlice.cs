using CryptoGrains.Market;

namespace CryptoGrains.History.Tables;

/// <summary>A partition of <c>klines</c>.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Interval">The length of its candles.</param>
/// <param name="Year">The year of their open times.</param>
internal sealed record KlineSlice(Instrument Instrument, KlineInterval Interval, int Year)
{
    /// <summary>The year of a time in µs since 1970.</summary>
    public static int YearOf(long time) => new Timestamp(time).ToDateTimeOffset().Year;
}
