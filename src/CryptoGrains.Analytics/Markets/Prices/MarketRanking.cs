using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Markets;

/// <summary>Orders instruments by what they did in the last 24 hours. Equal ones stand by name, so that an order is always the same.</summary>
public static class MarketRanking
{
    /// <summary>The instruments with the most quote volume. Volumes in different quote assets are compared as bare numbers.</summary>
    public static ImmutableArray<MarketDay> ByVolume(IEnumerable<MarketDay> days, int limit) => By(day => day.QuoteVolume, days, limit);

    /// <summary>The instruments that rose the most, in percent.</summary>
    public static ImmutableArray<MarketDay> ByChange(IEnumerable<MarketDay> days, int limit) => By(day => day.ChangePercent, days, limit);

    private static ImmutableArray<MarketDay> By(Func<MarketDay, decimal> key, IEnumerable<MarketDay> days, int limit) =>
        [.. days.OrderByDescending(key).ThenBy(day => day.Instrument.Name, StringComparer.Ordinal).Take(limit)];
}
