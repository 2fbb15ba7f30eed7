using System.Collections.Immutable;

namespace CryptoGrains.Market;

/// <summary>
/// A length of candles that exchanges publish: more of them than the <see cref="Interval"/>s that are served, which are among them.
/// A calendar month is none: it has no fixed length.
/// </summary>
public sealed record KlineInterval
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // 1970-01-01 was a Thursday; weeks begin on Mondays.
    private static readonly TimeSpan FirstMonday = TimeSpan.FromDays(4);

    private KlineInterval(string name, TimeSpan length)
    {
        Name = name;
        Length = length;
    }

    /// <summary>All lengths, shortest first.</summary>
    public static ImmutableArray<KlineInterval> All { get; } =
    [
        new("1s", TimeSpan.FromSeconds(1)),
        new("1m", TimeSpan.FromMinutes(1)),
        new("3m", TimeSpan.FromMinutes(3)),
        new("5m", TimeSpan.FromMinutes(5)),
        new("15m", TimeSpan.FromMinutes(15)),
        new("30m", TimeSpan.FromMinutes(30)),
        new("1h", TimeSpan.FromHours(1)),
        new("2h", TimeSpan.FromHours(2)),
        new("4h", TimeSpan.FromHours(4)),
        new("6h", TimeSpan.FromHours(6)),
        new("8h", TimeSpan.FromHours(8)),
        new("12h", TimeSpan.FromHours(12)),
        new("1d", Day),
        new("3d", TimeSpan.FromDays(3)),
        new("1w", TimeSpan.FromDays(7)),
    ];

    /// <summary>Its name, as Binance writes it: <c>1s</c> … <c>1w</c>.</summary>
    public string Name { get; }

    /// <summary>Its length.</summary>
    public TimeSpan Length { get; }

    /// <summary>The one of that name, which is case sensitive: <c>1M</c> is no minute; null where there is none.</summary>
    public static KlineInterval? Find(string? name) => All.FirstOrDefault(interval => interval.Name == name);

    /// <summary>The one of that length; null where there is none.</summary>
    public static KlineInterval? Find(TimeSpan length) => All.FirstOrDefault(interval => interval.Length == length);

    /// <summary>
    /// Whether a candle of this length can begin then: at whole multiples of the length at UTC, weeks on Mondays, three days at any
    /// midnight, because these are not counted from the same day in every market.
    /// </summary>
    public bool IsOpenTime(Timestamp time)
    {
        var (step, from) = Length.TotalDays switch
        {
            7 => (Length, FirstMonday),
            3 => (Day, TimeSpan.Zero),
            _ => (Length, TimeSpan.Zero),
        };
        return (time - from).Microseconds % (step.Ticks / TimeSpan.TicksPerMicrosecond) == 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
