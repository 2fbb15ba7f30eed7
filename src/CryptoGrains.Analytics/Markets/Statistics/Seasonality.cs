using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Markets;

/// <summary>The returns by weekday, or by hour, of the time at which their bars open, UTC.</summary>
/// <param name="Groups">Monday to Sunday, or the hours from 0.</param>
/// <param name="UpDown">Whether the price rises as often in each; null where it can't be told.</param>
public sealed record Seasonality(ImmutableArray<SeasonGroup> Groups, ChiSquareTest? UpDown)
{
    /// <summary>By weekday: group 0 is Monday, as in ISO 8601.</summary>
    public static Seasonality ByWeekday(IReadOnlyList<(Timestamp Time, double Return)> returns) =>
        Of(returns, 7, time => ((int)time.ToDateTimeOffset().DayOfWeek + 6) % 7);

    /// <summary>By hour of the day.</summary>
    public static Seasonality ByHour(IReadOnlyList<(Timestamp Time, double Return)> returns) =>
        Of(returns, 24, time => time.ToDateTimeOffset().Hour);

    private static Seasonality Of(IReadOnlyList<(Timestamp Time, double Return)> returns, int count, Func<Timestamp, int> groupOf)
    {
        var members = returns.ToLookup(one => groupOf(one.Time), one => one.Return);
        ImmutableArray<SeasonGroup> groups = [.. Enumerable.Range(0, count).Select(group => SeasonGroup.Of([.. members[group]]))];
        return new Seasonality(groups, ChiSquareTest.Of([[.. groups.Select(group => group.Up)], [.. groups.Select(group => group.Down)]]));
    }
}
