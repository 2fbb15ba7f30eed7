using System.Collections.Immutable;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Timelines;

/// <summary>
/// A market of which the batch layer knows one part and the live layer another: what is true, and what each of them tells, follow from
/// the same trades.
/// </summary>
internal sealed class SplitMarket
{
    public const string Name = "BINANCE:BTCUSDT";

    private static readonly Timestamp Start = Timestamp.From(Sample.Noon.AddHours(-3));

    private readonly List<SampleTrade> _all = [];

    private SplitMarket()
    {
    }

    public FakeHistory History { get; } = new();

    public FakeSymbolGrain Grain { get; } = new(Name);

    /// <summary>The end of the last trade.</summary>
    public Timestamp End => _all[^1].Time + TimeSpan.FromMinutes(1);

    public Timestamp Beginning => _all[0].Time;

    /// <summary>The boundary, before which the batch layer has everything.</summary>
    public Timestamp Boundary { get; private set; }

    /// <summary>
    /// The usual split: the archive is complete before the boundary and has some of what came later; live began before the boundary, refused
    /// trades that came too late, and forgot candles that the history has.
    /// </summary>
    public static SplitMarket Archived(Random random)
    {
        var market = Traded(random);
        var boundary = market.Somewhere(random);
        var began = new Timestamp(random.NextInt64(Start.Microseconds, boundary.Microseconds + 1));
        var refused = random.Next(4) == 0 ? 0 : random.NextDouble() / 2;
        var archived = random.NextDouble();
        market.Boundary = boundary;
        market.History.Boundary = boundary;
        var batch = market._all.Where(trade => trade.Time < boundary || random.NextDouble() < archived).ToList();
        var live = market._all.Where(trade => trade.Time >= boundary || (trade.Time >= began && random.NextDouble() >= refused)).ToList();
        var forgotten = Intervals.All.Select(_ => new Timestamp(random.NextInt64(Start.Microseconds, boundary.Microseconds + 1))).ToArray();
        market.Tell(
            (interval, candle) => candle.OpenTime + interval.Length() <= boundary,
            batch,
            live,
            (interval, candle) => candle.OpenTime + interval.Length() > forgotten[(int)interval],
            began);
        return market;
    }

    /// <summary>The split after an import: the history is complete up to the end of a minute, and calls all of it closed; live began in it or before.</summary>
    public static SplitMarket Imported(Random random)
    {
        var market = Traded(random);
        var end = market.Somewhere(random);
        var began = new Timestamp(random.NextInt64(Start.Microseconds, end.Microseconds + 1));
        market.Boundary = end;
        market.Tell(
            (_, _) => true,
            [.. market._all.Where(trade => trade.Time < end)],
            [.. market._all.Where(trade => trade.Time >= began)],
            (_, _) => true,
            began);
        return market;
    }

    /// <summary>The candles as they truly are.</summary>
    public ImmutableArray<Candle> Truth(Interval interval) => Candles(_all, interval, (_, _) => true, began: null);

    /// <summary>What of a candle must come out of the seam: the market's numbers, whatever layer they are from.</summary>
    public static string Numbers(Candle candle) =>
        $"{candle.OpenTime} {candle.Open} {candle.High} {candle.Low} {candle.Close} {candle.Volume} {candle.QuoteVolume} {candle.TakerBuyVolume} "
        + $"{candle.TradeCount} {candle.FirstTradeId} {candle.LastTradeId}";

    private static SplitMarket Traded(Random random)
    {
        var market = new SplitMarket();
        var time = Start;
        var quiet = random.Next(1, 400);
        for (var id = 0; id < random.Next(20, 400); id++)
        {
            time += TimeSpan.FromSeconds(random.Next(1, quiet));
            market._all.Add(new SampleTrade(id, time, random.Next(1, 1_000), random.Next(1, 100), random.Next(2) == 0));
        }

        return market;
    }

    private Timestamp Somewhere(Random random) =>
        Interval.OneMinute.OpenOf(new Timestamp(random.NextInt64(Start.Microseconds, (End + TimeSpan.FromMinutes(5)).Microseconds)));

    private void Tell(
        Func<Interval, Candle, bool> isClosed, List<SampleTrade> batch, List<SampleTrade> live, Func<Interval, Candle, bool> isKept, Timestamp began)
    {
        foreach (var interval in Intervals.All)
            History.Commit(Name, interval, Candles(batch, interval, isClosed, began: null));
        var series = Intervals.All.Select(interval =>
            Candles(live, interval, (_, _) => false, began).Where(candle => isKept(interval, candle)).ToImmutableArray()).ToArray();
        Grain.Series = interval => series[(int)interval];
    }

    private static ImmutableArray<Candle> Candles(
        List<SampleTrade> trades, Interval interval, Func<Interval, Candle, bool> isClosed, Timestamp? began) =>
    [
        .. trades.GroupBy(trade => interval.OpenOf(trade.Time)).OrderBy(group => group.Key).Select(group =>
        {
            var inside = group.OrderBy(trade => trade.Time).ThenBy(trade => trade.Id).ToList();
            var candle = new Candle
            {
                OpenTime = group.Key,
                Open = inside[0].Price,
                High = inside.Max(trade => trade.Price),
                Low = inside.Min(trade => trade.Price),
                Close = inside[^1].Price,
                Volume = inside.Sum(trade => trade.Quantity),
                QuoteVolume = inside.Sum(trade => trade.Price * trade.Quantity),
                TakerBuyVolume = inside.Sum(trade => trade.TakerBuys ? trade.Quantity : 0),
                TradeCount = inside.Count,
                FirstTradeId = inside[0].Id,
                LastTradeId = inside[^1].Id,
                Partial = began > group.Key,
            };
            return candle with { Closed = isClosed(interval, candle) };
        }),
    ];

    private sealed record SampleTrade(long Id, Timestamp Time, decimal Price, decimal Quantity, bool TakerBuys);
}
